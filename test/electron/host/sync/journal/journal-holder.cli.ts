/** A process that opens the journal of a folder and appends at each line of its input, saying how each went. */
import { createInterface } from 'node:readline'
import { openJournal } from '../../../../../electron/host/sync/journal/journal.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'
import { intentRecord } from '../../../../contract/journal-contract.ts'

async function told(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
    process.stdout.write('done\n')
  } catch (error) {
    process.stdout.write(`${error instanceof TypedError ? error.code : String(error)}\n`)
  }
}

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: journal-holder.cli.ts FOLDER')
await told(async () => {
  const { journal } = await openJournal({ folder })
  createInterface({ input: process.stdin })
    .on('line', (line) => void told(() => journal.append([intentRecord(Number(line))])))
    .on('close', () => void journal.close())
})
