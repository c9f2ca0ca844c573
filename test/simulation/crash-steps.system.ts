import { describe, expect, test } from 'vitest'
import { createSyncEngine } from '../../electron/host/sync/engine/engine.ts'
import { ANSWERS, runWithCrash } from './crash-steps.ts'

describe('[T4] a crash at every labelled step', () => {
  for (const answers of ANSWERS) {
    test(`loses nothing and sends nothing twice while answers are ${answers}`, async () => {
      const { labels, findings } = await runWithCrash(createSyncEngine, answers, -1)
      expect(findings).toEqual([])
      expect(labels.length).toBeGreaterThan(20)
      const failures: string[] = []
      for (const [step, label] of labels.entries()) {
        const crashed = await runWithCrash(createSyncEngine, answers, step)
        for (const { rule, text } of crashed.findings) failures.push(`step ${step} ${label}: ${rule} ${text}`)
      }
      expect(failures).toEqual([])
    })
  }
})
