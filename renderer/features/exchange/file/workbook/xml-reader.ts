/** What an XML text is told as, tag by tag. Names are local: `x:row` and `row` are the same. */
export interface XmlListener {
  /** `attributes` is the text between the name and the end of the tag: see {@link attributeOf}. */
  open(name: string, attributes: string): void
  close(name: string): void
  /** Text between two tags, entities resolved. Long texts come whole. */
  text(text: string): void
}

/** Reads XML that comes piece by piece. No entity of a document type is resolved. */
export interface XmlReader {
  push(piece: Uint8Array): void
  end(): void
}

/** @param maxText the most characters between two tags. @throws RangeError when there are more */
export function createXmlReader(listener: XmlListener, maxText: number): XmlReader {
  let decoder: TextDecoder | null = null
  let rest = ''
  function read(isLast: boolean): void {
    let at = 0
    for (;;) {
      const start = rest.indexOf('<', at)
      if (start === -1) break
      const end = endOfMarkup(rest, start)
      if (end === -1) break
      if (start - at > maxText) throw new RangeError('a text without end')
      if (start > at) listener.text(resolved(rest.slice(at, start)))
      tellMarkup(rest, start, end, listener)
      at = end
    }
    rest = isLast ? '' : rest.slice(at)
    if (rest.length > maxText) throw new RangeError('a text without end')
  }
  return {
    push(piece) {
      decoder ??= new TextDecoder(encodingOf(piece))
      rest += decoder.decode(piece, { stream: true })
      read(false)
    },
    end() {
      if (decoder !== null) rest += decoder.decode()
      read(true)
    },
  }
}

/** Index after the tag, comment or section that begins at `start`; -1 while its end is missing. */
function endOfMarkup(text: string, start: number): number {
  const second = text[start + 1]
  if (second === '!' && text.startsWith('<!--', start)) return after(text, '-->', start + 4)
  if (second === '!' && text.startsWith('<![CDATA[', start)) return after(text, ']]>', start + 9)
  let end = text.indexOf('>', start)
  if (second === '!' || second === '?' || second === '/') return end === -1 ? -1 : end + 1
  // A quoted value may hold a `>`.
  while (end !== -1 && hasOpenQuote(text, start, end)) end = text.indexOf('>', end + 1)
  return end === -1 ? -1 : end + 1
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at === -1 ? -1 : at + mark.length
}

function hasOpenQuote(text: string, start: number, end: number): boolean {
  let quote = 0
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (quote === 0 && (code === DOUBLE || code === SINGLE)) quote = code
    else if (code === quote) quote = 0
  }
  return quote !== 0
}

const [DOUBLE, SINGLE, SLASH, COLON] = [34, 39, 47, 58]

function tellMarkup(text: string, start: number, end: number, listener: XmlListener): void {
  const second = text.charCodeAt(start + 1)
  if (second === 33 || second === 63) {
    if (text.startsWith('<![CDATA[', start)) listener.text(text.slice(start + 9, end - 3))
    return
  }
  const isClosing = second === SLASH
  const isEmpty = text.charCodeAt(end - 2) === SLASH
  const last = isEmpty ? end - 2 : end - 1
  let nameStart = isClosing ? start + 2 : start + 1
  let nameEnd = nameStart
  for (; nameEnd < last; nameEnd += 1) {
    const code = text.charCodeAt(nameEnd)
    if (code <= 32) break
    if (code === COLON) nameStart = nameEnd + 1
  }
  const name = text.slice(nameStart, nameEnd)
  if (!isClosing) listener.open(name, text.slice(nameEnd, last))
  if (isClosing || isEmpty) listener.close(name)
}

/** XML of a workbook is UTF-8 or, seldom, UTF-16. */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** The value of an attribute by its local name; `null` without it. */
export function attributeOf(attributes: string, name: string): string | null {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1)
    if (before > 32 && before !== COLON) continue
    let start = at + name.length
    while (attributes.charCodeAt(start) <= 32) start += 1
    if (attributes[start] !== '=') continue
    start += 1
    while (attributes.charCodeAt(start) <= 32) start += 1
    const quote = attributes.charCodeAt(start)
    if (quote !== DOUBLE && quote !== SINGLE) continue
    const end = attributes.indexOf(quote === DOUBLE ? '"' : "'", start + 1)
    if (end !== -1) return resolved(attributes.slice(start + 1, end))
  }
  return null
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolved(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, digits, name) => {
      if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole
      const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
