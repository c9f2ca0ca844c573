import { useEffect, useState } from 'react'
import type { Settings } from '../../../shared/model/settings.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { type ColumnMapping, IMPORT_KEYS, shapeOf } from './file/columns.ts'
import type { ImportControl, OpenImport } from './use-import.ts'

type DistanceUnit = Settings['distanceUnit']

/** What a person chooses about an open file. */
export interface FileChoices {
  /** `null` until the remembered columns are read. */
  readonly mapping: ColumnMapping | null
  setMapping(mapping: ColumnMapping): void
  readonly connectionId: string | null
  setConnectionId(connectionId: string | null): void
  readonly distanceUnit: DistanceUnit
  setDistanceUnit(unit: DistanceUnit): void
  /** The day of times without a date: the day on screen as the file was opened. */
  readonly day: string
}

/** The choices about an open file. `check` is called with each change of them, and of the lists that they are read with. */
export function useFileChoices(
  state: OpenImport,
  shownDay: string,
  check: ImportControl['check'],
): FileChoices {
  const desk = useDesk()
  const { connections, drivers, vehicles } = desk
  const { zone } = desk.time
  const [mapping, setMapping] = useMapping(state)
  const [day] = useState(shownDay)
  const active = connections.filter((each) => each.status === 'active')
  const [connectionId, setConnectionId] = useState<string | null>(
    active.length === 1 ? (active[0]?.id ?? null) : null,
  )
  const [distanceUnit, setDistanceUnit] = useState(desk.settings.distanceUnit)
  const { answers } = state
  useEffect(() => {
    if (mapping === null) return
    const context = { zone, day, connections, drivers, vehicles }
    const answered = new Map(answers.map((each) => [each.key, each.answer]))
    check({
      mapping,
      context,
      defaultConnectionId: connectionId,
      defaultDistanceUnit: distanceUnit,
      answers: answered,
    })
  }, [answers, mapping, connectionId, distanceUnit, zone, day, connections, drivers, vehicles, check])
  return { mapping, setMapping, connectionId, setConnectionId, distanceUnit, setDistanceUnit, day }
}

/** The columns as they were chosen for the last file of the same shape, else as their headings suggest. */
function useMapping(state: OpenImport): readonly [ColumnMapping | null, (mapping: ColumnMapping) => void] {
  const { db } = useServices()
  const [mapping, setMapping] = useState<ColumnMapping | null>(null)
  const shape = shapeOf(state.table.header)
  const { guess } = state.table
  useEffect(() => {
    let isOver = false
    db.importMappings.get(shape).then(
      (remembered) => !isOver && setMapping(rememberedMapping(remembered?.mapping, guess)),
      () => !isOver && setMapping(guess), // a mapping that cannot be read is a convenience lost, nothing more
    )
    return () => {
      isOver = true
    }
  }, [db, shape, guess])
  return [mapping, setMapping]
}

/** Remembered columns that this version knows, else the guess. */
function rememberedMapping(remembered: unknown, guess: ColumnMapping): ColumnMapping {
  if (!Array.isArray(remembered) || remembered.length !== guess.length) return guess
  const entries: readonly unknown[] = remembered
  const isFirst = (each: unknown, index: number): boolean => entries.indexOf(each) === index
  return entries.map((each, index) => IMPORT_KEYS.find((key) => key === each && isFirst(each, index)) ?? null)
}
