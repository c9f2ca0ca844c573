import type { JournalDisk } from './journal-disk.ts'

/**
 * The parts of the journal that could not be read, one JSON line each. They are for a person; this program never reads
 * them.
 */
const SET_ASIDE = 'journal.set-aside'
/** The side file before the present one. */
const OLDER = 'journal.set-aside.1'
/**
 * A side file that would grow beyond this size becomes the older one, and the older one is deleted. The newest damage
 * is always kept whole: the two files hold at most twice this size, or one journal.
 */
export const MAX_SET_ASIDE_BYTES = 8 * 1024 * 1024

/** Adds lines to the side file. Resolves when they are on the disk; only then may the journal drop them. */
export async function keepAside(disk: JournalDisk, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const bytes = Buffer.from(`${lines.join('\n')}\n`)
  await makeRoom(disk, bytes.length)
  const side = await disk.open(SET_ASIDE)
  try {
    const end = await side.size()
    try {
      await side.write(bytes, end)
      await side.sync()
    } catch (error) {
      await side.truncate(end) // on a full disk each retry would leave another incomplete line
      throw error
    }
  } finally {
    await side.close()
  }
  await disk.syncFolder()
}

async function makeRoom(disk: JournalDisk, bytes: number): Promise<void> {
  const side = await disk.open(SET_ASIDE)
  const size = await side.size()
  await side.close()
  if (size > 0 && size + bytes > MAX_SET_ASIDE_BYTES) await disk.rename(SET_ASIDE, OLDER)
}
