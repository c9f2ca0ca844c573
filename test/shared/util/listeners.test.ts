import { describe, expect, it } from 'vitest'
import { createListeners } from '../../../shared/util/listeners.ts'

describe('listeners', () => {
  it('are called with the values, in the order of their subscription', () => {
    const calls: string[] = []
    const listeners = createListeners<[string, number]>()
    listeners.subscribe((name, count) => calls.push(`first ${name} ${count}`))
    listeners.subscribe((name) => calls.push(`second ${name}`))
    listeners.tell('saved', 2)
    expect(calls).toEqual(['first saved 2', 'second saved'])
  })

  it('are not called after their subscription has ended, and may end it twice', () => {
    const calls: string[] = []
    const listeners = createListeners()
    const end = listeners.subscribe(() => calls.push('ended'))
    listeners.subscribe(() => calls.push('kept'))
    end()
    end()
    listeners.tell()
    expect(calls).toEqual(['kept'])
    expect(listeners.count()).toBe(1)
  })

  it('that are subscribed twice are called twice, and each subscription ends by itself', () => {
    let count = 0
    const listeners = createListeners()
    const listener = (): void => {
      count += 1
    }
    const end = listeners.subscribe(listener)
    listeners.subscribe(listener)
    listeners.tell()
    expect(count).toBe(2)
    end()
    listeners.tell()
    expect(count).toBe(3)
  })

  it('that are added or removed during a call take part, or not, from the next call on', () => {
    const calls: string[] = []
    const listeners = createListeners()
    let endLast = (): void => undefined
    const endFirst = listeners.subscribe(() => {
      calls.push('first')
      endFirst()
      endLast()
      listeners.subscribe(() => calls.push('new'))
    })
    endLast = listeners.subscribe(() => calls.push('last'))
    listeners.tell()
    expect(calls).toEqual(['first', 'last'])
    listeners.tell()
    expect(calls).toEqual(['first', 'last', 'new'])
  })

  it('after one that throws are not called, and the error reaches the caller', () => {
    const calls: string[] = []
    const listeners = createListeners()
    listeners.subscribe(() => {
      throw new Error('broken')
    })
    listeners.subscribe(() => calls.push('second'))
    expect(() => listeners.tell()).toThrow('broken')
    expect(calls).toEqual([])
  })

  it('are all gone after clear', () => {
    const calls: string[] = []
    const listeners = createListeners()
    listeners.subscribe(() => calls.push('called'))
    listeners.clear()
    listeners.tell()
    expect([listeners.count(), calls]).toEqual([0, []])
  })
})
