import { describe, expect, it } from 'vitest'
import { TOO_LARGE } from '../../../../electron/host/catena/read-answer.ts'
import { createReaderOver } from '../../../../electron/host/catena/reader.ts'

const QUERY = { connectionId: 'c1', operation: 'create', from: '2026-11-24', to: '2026-11-25' } as const
const item = (id: string, changes: object = {}) => ({
  id,
  resource: 'workflow',
  operation_type: 'create',
  connection_id: 'c1',
  status: 'pending',
  ...changes,
})

/** Lists operations from these pages, one after the other. @returns what came, and what was asked for. */
async function list(...pages: readonly object[]) {
  const asked: Readonly<Record<string, string>>[] = []
  const reader = createReaderOver((_path, query) => {
    asked.push(query)
    return Promise.resolve({ kind: 'ok', value: pages[asked.length - 1] ?? {}, serverDateMs: asked.length })
  })
  return { outcome: await reader.listOperations(QUERY, 'token'), asked }
}

describe('[I11] a list of operations', () => {
  it('comes with every page, and counts from the time of the first', async () => {
    const { outcome, asked } = await list(
      { items: [item('a')], next_page: 'two' },
      { items: [item('a'), item('b')], next_page: null },
    )
    expect(outcome).toMatchObject({ kind: 'ok', value: [{ id: 'a' }, { id: 'b' }], serverDateMs: 1 })
    expect(asked[1]).toMatchObject({ cursor: 'two' })
  })

  it('is asked for by connection, kind and window, never by source id [N1]', async () => {
    const { asked } = await list({ items: [], next_page: null })
    expect(asked[0]).toEqual({
      resource: 'workflow',
      operation: 'create',
      connection_id: 'c1',
      from_datetime: QUERY.from,
      to_datetime: QUERY.to,
      size: '200',
    })
  })

  it('shows operations of any source id [N1]', async () => {
    const { outcome } = await list({ items: [item('a', { source_id: 'tsp-1' }), item('b')], next_page: null })
    expect(outcome).toMatchObject({ kind: 'ok', value: [{ id: 'a' }, { id: 'b' }] })
  })

  it.each<[string, object[]]>([
    ['its page does not say whether more follows', [{ items: [item('a')] }]],
    ['its second page does not', [{ items: [item('a')], next_page: 'two' }, { items: [] }]],
    [
      'its cursors go in a circle',
      [
        { items: [], next_page: 'x' },
        { items: [], next_page: 'x' },
      ],
    ],
    ['an item cannot be read', [{ items: [item('a'), { status: 'pending' }], next_page: null }]],
    ['an item is of another connection', [{ items: [item('a', { connection_id: 'c2' })], next_page: null }]],
    ['an item is of another kind', [{ items: [item('a', { operation_type: 'update' })], next_page: null }]],
  ])('is of no use when %s', async (_name, pages) => {
    expect((await list(...pages)).outcome.kind).toBe('unusable')
  })
})

describe('one page of the workflow list', () => {
  const QUERY_OF_PAGE = { connectionId: 'c1', from: QUERY.from, to: QUERY.to, cursor: 'two' } as const

  it('is asked for smaller while it is too large', async () => {
    const sizes: (string | undefined)[] = []
    const reader = createReaderOver((_path, { size, cursor }) => {
      sizes.push(size)
      expect(cursor).toBe('two')
      return Promise.resolve(
        Number(size) > 20
          ? { kind: 'unreachable', detail: TOO_LARGE }
          : { kind: 'ok', value: { items: [{ id: 'a' }], next_page: 'three' }, serverDateMs: 1 },
      )
    })
    expect(await reader.workflowPage(QUERY_OF_PAGE, 'token')).toMatchObject({
      kind: 'ok',
      value: { workflows: [{ id: 'a' }], next: 'three', unreadable: 0 },
    })
    expect(sizes).toEqual(['200', '50', '13'])
  })

  it('cannot be read when a single item is too large', async () => {
    const reader = createReaderOver(() => Promise.resolve({ kind: 'unreachable', detail: TOO_LARGE }))
    expect(await reader.workflowPage(QUERY_OF_PAGE, 'token')).toMatchObject({ kind: 'unreachable' })
  })
})
