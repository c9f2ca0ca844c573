import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Builds the harness pages like the real one; `PLANNER_HARNESS_OUT` says where to. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: process.env.PLANNER_HARNESS_OUT ?? here('../../../dist/harness'),
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [here('desk.html')] },
    chunkSizeWarningLimit: 2500,
  },
})
