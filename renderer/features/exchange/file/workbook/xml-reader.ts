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

const TAG =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[([\s\S]*?)\]\]>|[?!](?!--|\[CDATA\[)[^>]*>|(\/)?(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/)?>)/g

/** @param maxText the most characters between two tags. @throws RangeError when there are more */
export function createXmlReader(listener: XmlListener, maxText: number): XmlReader {
  let decoder: TextDecoder | null = null
  let rest = ''
  function read(isLast: boolean): void {
    let at = 0
    TAG.lastIndex = 0
    for (let match = TAG.exec(rest); match !== null; match = TAG.exec(rest)) {
      if (match.index - at > maxText) throw new RangeError('a text without end')
      if (match.index > at) listener.text(resolved(rest.slice(at, match.index)))
      at = TAG.lastIndex
      const [, data, closing, name, attributes = '', selfClosing] = match
      if (data !== undefined) listener.text(data)
      if (name === undefined) continue
      if (closing === undefined) listener.open(name, attributes)
      if (closing !== undefined || selfClosing !== undefined) listener.close(name)
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

/** XML of a workbook is UTF-8 or, seldom, UTF-16. */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** The value of an attribute by its local name; `null` without it. */
export function attributeOf(attributes: string, name: string): string | null {
  let from = 0
  for (;;) {
    const at = attributes.indexOf(`${name}=`, from)
    if (at === -1) break
    const before = attributes[at - 1]
    const quote = attributes[at + name.length + 1]
    if ((before === undefined || /[\s:]/.test(before)) && (quote === '"' || quote === "'")) {
      const start = at + name.length + 2
      const end = attributes.indexOf(quote, start)
      if (end !== -1) return resolved(attributes.slice(start, end))
    }
    from = at + 1
  }
  const spaced = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return spaced === null ? null : resolved(spaced[1] ?? spaced[2] ?? '')
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
