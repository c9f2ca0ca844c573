import { expect, test } from 'vitest'
import { type BatchProgress, runBatches } from './run-batches.ts'

const ARGS = { from: 1, seeds: 45, workflows: 2, isBeyond: false, character: 'drawn', workers: 2 }

test('a simulation that goes on where it was stopped gives the same sum as one that was not', async () => {
  const kept: BatchProgress[] = []
  // One worker ends its batches in order: the sum is kept after each of them.
  const whole = await runBatches({ ...ARGS, workers: 1, onKept: (each) => kept.push(structuredClone(each)) })
  const halfway = kept.find((each) => each.next > 1 && each.next < 46)
  if (halfway === undefined) throw new Error('nothing was kept on the way')
  expect(await runBatches({ ...ARGS, resume: halfway })).toEqual(whole)
})
