import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import './components/theme/theme.css'
import { MantineProvider } from '@mantine/core'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Boot } from './app/boot.tsx'
import { CrashScreen } from './components/feedback/crash-screen.tsx'
import { readStyleNonce } from './components/theme/nonce.ts'
import { cssVariables, theme } from './components/theme/theme.ts'
import { createPageHost } from './host-client/page-host.ts'

/** Starts the page: the only place that touches the document and the window as they are. */
function start(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no #root')
  const nonce = readStyleNonce(document)
  // Scroll locking behind dialogs injects a style element of its own and asks this for its nonce.
  if (nonce !== undefined) setNonce(nonce)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        {...(nonce === undefined ? {} : { getStyleNonce: () => nonce })}
      >
        <CrashScreen>
          <Boot host={createPageHost(window)} />
        </CrashScreen>
      </MantineProvider>
    </StrictMode>,
  )
}

start()
