import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'
import type { ZipFile } from '../workbook/zip-file.ts'

/** Refuses a file that is neither a table of text nor an `.xlsx` workbook, and says how to save it. */
export function refuse(message: StoredText): TypedError {
  return new TypedError('import.unreadable', message)
}

/** True for a zip file, which a workbook is. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05)
}

/** What a file of bytes that are no text is called, by the bytes at its start. */
const MAGIC: readonly (readonly [start: readonly number[], kind: BinaryKind])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'oldExcel'],
  [[0x09, 0x08, 0x10, 0x00], 'oldExcel'],
  [[0x09, 0x04, 0x06, 0x00], 'oldExcel'],
  [[0x09, 0x02, 0x06, 0x00], 'oldExcel'],
  [[0x25, 0x50, 0x44, 0x46], 'notATable'],
  [[0x89, 0x50, 0x4e, 0x47], 'notATable'],
  [[0xff, 0xd8, 0xff], 'notATable'],
  [[0x47, 0x49, 0x46, 0x38], 'notATable'],
  [[0x1f, 0x8b], 'packed'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'packed'],
  [[0x52, 0x61, 0x72, 0x21], 'packed'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'notATable'],
]

type BinaryKind = 'oldExcel' | 'notATable' | 'packed'

/** @throws TypedError `import.unreadable` for a file of another program, known by its first bytes. */
export function refuseBinary(name: string, bytes: Uint8Array): void {
  const found = MAGIC.find(([start]) => start.every((byte, index) => bytes[index] === byte))
  if (found !== undefined) throw refuse(binaryText(found[1], name))
}

function binaryText(kind: BinaryKind, file: string): StoredText {
  switch (kind) {
    case 'oldExcel':
      return messageRef('exchange.failure.oldExcel', { file })
    case 'packed':
      return messageRef('exchange.failure.packed', { file })
    case 'notATable':
      return messageRef('exchange.failure.notATable', { file })
  }
}

/** @throws TypedError `import.unreadable` for text that is no table: a web page, XML, JSON, an e-mail. */
export function refuseMarkup(file: string, text: string): void {
  const start = text.slice(0, 4096).trimStart()
  if (/<\?xml[^>]*>[\s\S]*<(?:\w+:)?Workbook\b|^<(?:\w+:)?Workbook\b|mso-application/i.test(start))
    throw refuse(messageRef('exchange.failure.xmlSpreadsheet', { file }))
  if (
    /^MIME-Version:|^<(?:!doctype html|html|head|body|table|meta|div|style)\b|<html\b|<table\b/i.test(start)
  )
    throw refuse(messageRef('exchange.failure.webPage', { file }))
  if (/^ID;P/.test(start)) throw refuse(messageRef('exchange.failure.oldExcel', { file }))
  if (/^<\?xml\b|^<!--|^<[a-z][\w:-]*[\s>]|^\{\s*["}]|^\[\s*[{["\]]|^%PDF|^BEGIN:V/i.test(start))
    throw refuse(messageRef('exchange.failure.notATable', { file }))
}

/** @throws TypedError `import.unreadable` for a zip file that is no `.xlsx` workbook. */
export function refuseOtherZip(file: string, zip: ZipFile): void {
  const names = zip.names
  const has = (pattern: RegExp): boolean => names.some((each) => pattern.test(each))
  if (has(/^xl\/workbook\.bin$/i)) throw refuse(messageRef('exchange.failure.binaryWorkbook', { file }))
  if (has(/\.iwa$|^Index\.zip$|^Index\/|buildVersionHistory\.plist$/i))
    throw refuse(messageRef('exchange.failure.numbers', { file }))
  if (names.includes('mimetype') && has(/^content\.xml$/))
    throw refuse(messageRef('exchange.failure.openDocument', { file }))
  if (has(/^EncryptedPackage$/)) throw refuse(messageRef('exchange.failure.oldExcel', { file }))
  if (has(/^(?:word|ppt)\//)) throw refuse(messageRef('exchange.failure.notATable', { file }))
  if (!has(/\.rels$/) && has(/\.(?:csv|xlsx|txt)$/i))
    throw refuse(messageRef('exchange.failure.packed', { file }))
}
