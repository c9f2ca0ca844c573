import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { en } from '../../../shared/text/en/en.ts'
import { chooseLanguage, LANGUAGES } from '../../../shared/text/language.ts'
import { loadMessages } from '../../../shared/text/load-messages.ts'
import { PSEUDO_CLOSE, PSEUDO_OPEN, pseudoMessages } from '../../../shared/text/pseudo-messages.ts'
import { createTexts } from '../../../shared/text/texts.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Every message of a catalog by its dotted key. */
function messagesOf(tree: Tree, path = ''): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  for (const [key, part] of Object.entries(tree)) {
    const name = path === '' ? key : `${path}.${key}`
    if (typeof part === 'string') all.set(name, part)
    else for (const [below, message] of messagesOf(part, name)) all.set(below, message)
  }
  return all
}

/** Placeholders and tags of a message with their kinds, sorted: `count:plural`, `b:tag`. */
function placeholdersOf(message: string): readonly string[] {
  const found = new Set<string>()
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const each of elements) {
      if (each.type === TYPE.literal || each.type === TYPE.pound) continue
      found.add(`${each.value}:${TYPE[each.type]}`)
      if (each.type === TYPE.tag) visit(each.children)
      if (each.type === TYPE.plural || each.type === TYPE.select)
        for (const option of Object.values(each.options)) visit(option.value)
    }
  }
  visit(parse(message))
  return [...found].sort()
}

const english = messagesOf(en)

describe('the catalogs', () => {
  it('are readable in English, and hold no empty message', () => {
    for (const [key, message] of english) {
      expect(message.trim(), key).not.toBe('')
      expect(() => parse(message), key).not.toThrow()
    }
    expect(english.size).toBeGreaterThan(10)
  })

  for (const language of LANGUAGES) {
    it(`have the keys and the placeholders of English in ${language}`, async () => {
      const messages = messagesOf((await loadMessages(language)) as unknown as Tree)
      expect([...messages.keys()].sort()).toEqual([...english.keys()].sort())
      for (const [key, message] of messages) {
        expect(message.trim(), key).not.toBe('')
        expect(placeholdersOf(message), key).toEqual(placeholdersOf(english.get(key) ?? ''))
      }
    })
  }

  it('count in the way of each language', async () => {
    const counted: string[] = []
    for (const language of LANGUAGES) {
      const { t } = createTexts(language, await loadMessages(language))
      counted.push(t('app.workflows', { count: 1 }), t('app.workflows', { count: 1234 }))
    }
    expect(counted).toEqual([
      '1 workflow',
      '1,234 workflows',
      '1 Auftrag',
      '1.234 Aufträge',
      '1 servicio',
      '1234 servicios',
      '1 mission',
      // French groups digits by a narrow no-break space.
      '1\u202f234 missions',
    ])
  })

  it('have brackets around every message of the pseudo-language, and the same placeholders', () => {
    for (const [key, message] of messagesOf(pseudoMessages(en) as unknown as Tree)) {
      expect(message.startsWith(PSEUDO_OPEN) && message.endsWith(PSEUDO_CLOSE), key).toBe(true)
      expect(placeholdersOf(message), key).toEqual(placeholdersOf(english.get(key) ?? ''))
    }
  })
})

describe('the choice of a language', () => {
  it.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['pt-BR', 'es_MX'], 'es'],
    ['system', ['pt-BR'], 'en'],
    ['system', [], 'en'],
    ['system', ['en-XA'], 'en-XA'],
    ['fr', ['de'], 'fr'],
  ] as const)('takes %s of %j as %s', (setting, preferred, language) => {
    expect(chooseLanguage(setting, preferred)).toBe(language)
  })
})
