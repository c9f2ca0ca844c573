import type { ReferencePage } from '../../../../shared/model/reference.ts'
import type { SyncEngineParts } from '../core/engine-types.ts'
import type { CatenaLink } from '../network/catena-link.ts'
import type { Answered } from '../tasks/answers.ts'

/** Connections are listed again after this time; ms. */
const LISTED_MS = 600_000
/** As {@link LISTED_MS}, while one of them is not active. */
const LISTED_SOON_MS = 60_000
/** A fleet has tens of connections. A list without an end must not occupy the probe for ever. */
const MOST_PAGES = 50

/** The statuses of the connections that Catena lists. The probe reads them instead of something useless. */
export class ConnectionStatuses {
  readonly #parts: Pick<SyncEngineParts, 'clock' | 'reader'>
  readonly #statuses = new Map<string, string>()
  #listedMono = Number.NEGATIVE_INFINITY

  constructor(parts: Pick<SyncEngineParts, 'clock' | 'reader'>) {
    this.#parts = parts
  }

  /** Statuses by connection id. */
  get all(): ReadonlyMap<string, string> {
    return this.#statuses
  }

  /** Lists the connections when that is due, else makes the cheapest read. */
  async probe(link: CatenaLink): Promise<void> {
    if (!this.#isDue()) {
      await link.read('probe', (token) => this.#parts.reader.probe(token))
      return
    }
    const found = await this.#list(link)
    if (found === null) return
    this.#statuses.clear()
    for (const [id, status] of found) this.#statuses.set(id, status)
    this.#listedMono = this.#parts.clock.monotonicMs()
  }

  #isDue(): boolean {
    const isSoon = [...this.#statuses.values()].some((each) => each !== 'active')
    const ageMs = this.#parts.clock.monotonicMs() - this.#listedMono
    return ageMs >= (isSoon ? LISTED_SOON_MS : LISTED_MS)
  }

  /** @returns `null` when a page did not come. Connections that a refused page would hold count as not listed. */
  async #list(link: CatenaLink): Promise<ReadonlyMap<string, string> | null> {
    const found = new Map<string, string>()
    let cursor: string | null = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const from: string | null = cursor
      const answered: Answered<ReferencePage> | null = await link.read('connections', (token) =>
        this.#parts.reader.referencePage('connections', from, token),
      )
      if (answered === null || answered.kind === 'unusable') return null
      if (answered.kind === 'refused' || answered.value.kind !== 'connections') break
      for (const each of answered.value.items) found.set(each.id, each.status)
      cursor = answered.value.nextCursor
      if (cursor === null) break
    }
    return found
  }
}
