import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'

/** Replaces a file so that a crash at any point leaves the old or the new content: temporary file, sync, rename. */
export function writeDurably(file: string, content: string): void {
  const temporary = `${file}.tmp`
  writeFileSync(temporary, content, { mode: 0o600 })
  settle(temporary, file)
}

/** Replaces a file in the same way by the content of another file. */
export function copyDurably(from: string, to: string): void {
  const temporary = `${to}.tmp`
  copyFileSync(from, temporary)
  settle(temporary, to)
}

function settle(temporary: string, file: string): void {
  const descriptor = openSync(temporary, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(temporary, file)
}
