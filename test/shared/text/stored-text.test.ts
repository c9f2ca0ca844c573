import { describe, expect, it } from 'vitest'
import { en } from '../../../shared/text/en/en.ts'
import { pseudoMessages } from '../../../shared/text/pseudo-messages.ts'
import { messageRef, textOf } from '../../../shared/text/stored-text.ts'
import { createTexts } from '../../../shared/text/texts.ts'

const { t } = createTexts('en', en)
const pseudo = createTexts('en-XA', pseudoMessages(en))

describe('a stored text', () => {
  it('holds the key and the values, and becomes a sentence in the language of the reader', () => {
    const stored = messageRef('steps.cancelOne', { name: 'N-24-0612' })
    expect(JSON.parse(stored)).toEqual(['steps.cancelOne', { name: 'N-24-0612' }])
    expect(textOf(t, stored)).toBe('Cancel N-24-0612')
    expect(textOf(pseudo.t, stored)).toBe('⟦Cáñçél N-24-0612⟧')
  })

  it('may hold another one as a value', () => {
    const target = messageRef('app.workflows', { count: 3 })
    expect(textOf(t, messageRef('steps.cancel', { name: target }))).toBe('Cancel: 3 workflows')
  })

  it('counts in the way of the language', () => {
    expect(textOf(t, messageRef('steps.makeDrafts', { count: 1 }))).toBe('Make 1 recurring draft')
    expect(textOf(t, messageRef('steps.makeDrafts', { count: 1200 }))).toBe('Make 1,200 recurring drafts')
  })

  it.each([
    'Cancel N-24-0612',
    '',
    '["TSP says no"]',
    '["steps.cancelOne"',
    '["steps.cancelOne",7]',
    '["steps.cancelOne",{"name":{"first":"x"}}]',
    '["steps.cancelOne"]',
    '["app.noSuchMessage",{"name":"N-24"}]',
  ])('is shown as it is when it is no message of ours: %s', (text) => {
    expect(textOf(t, text)).toBe(text)
  })
})
