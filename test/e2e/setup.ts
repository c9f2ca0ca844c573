import { afterAll } from 'vitest'
import { closeSharedBrowser } from './desk.ts'

afterAll(closeSharedBrowser)
