import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { notifyFailure } from '../../components/feedback/notify.tsx'
import { useServices } from '../../desk/services.ts'
import { type ColumnMapping, IMPORT_KEYS } from './file/columns.ts'
import { normalHeading } from './file/file-language.ts'

/** Columns under a name: the column of the plan of each heading, whatever the order of the file's columns. */
interface NamedColumns {
  readonly name: string
  readonly keys: Readonly<Record<string, string | null>>
}

/** What stands before the name in the key of a record: no headings begin so. */
const PREFIX = 'name:'

/** Chooses columns that were saved under a name, and saves those of this file. */
export function SavedColumns(props: {
  header: readonly string[]
  mapping: ColumnMapping
  onChange: (mapping: ColumnMapping) => void
}) {
  const { t } = useTexts()
  const { db, nowMs } = useServices()
  const { header, mapping } = props
  const [saved, setSaved] = useState<readonly NamedColumns[]>([])
  const [name, setName] = useState('')
  const [done, setDone] = useState<string | null>(null)
  useEffect(() => {
    let isOver = false
    db.importMappings
      .where('shape')
      .startsWith(PREFIX)
      .toArray()
      .then(
        (records) => !isOver && setSaved(records.flatMap((each) => namedColumns(each.shape, each.mapping))),
        () => !isOver && setSaved([]), // columns that cannot be read are a convenience lost, nothing more
      )
    return () => {
      isOver = true
    }
  }, [db])
  function save(): void {
    const wanted = name.trim()
    const keys = Object.fromEntries(
      header.map((each, index) => [normalHeading(each), mapping[index] ?? null]),
    )
    db.importMappings.put({ shape: PREFIX + wanted, mapping: keys, updatedAtMs: nowMs() }).then(
      () => {
        setSaved((before) => [...before.filter((each) => each.name !== wanted), { name: wanted, keys }])
        setDone(wanted)
        setName('')
      },
      (cause: unknown) => notifyFailure(messageRef('exchange.save.columnsNotRemembered'), cause),
    )
  }
  return (
    <Group gap="xs">
      {saved.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={t('exchange.saved.choose')}
          data={[{ value: '', label: t('exchange.saved.choose') }, ...saved.map((each) => each.name)]}
          value=""
          onChange={(event) => {
            const chosen = saved.find((each) => each.name === event.currentTarget.value)
            if (chosen !== undefined) props.onChange(mappingOf(chosen, header))
          }}
        />
      )}
      <TextInput
        size="xs"
        placeholder={t('exchange.saved.name')}
        aria-label={t('exchange.saved.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button size="compact-sm" variant="default" disabled={name.trim() === ''} onClick={save}>
        {t('exchange.saved.save')}
      </Button>
      {done !== null && (
        <Text size="sm" role="status">
          {t('exchange.saved.done', { name: done })}
        </Text>
      )}
    </Group>
  )
}

/** Columns as they are stored, or nothing when this version cannot read them. */
function namedColumns(shape: string, stored: unknown): readonly NamedColumns[] {
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) return []
  const entries = Object.entries(stored).filter(([, key]) => key === null || typeof key === 'string')
  return [{ name: shape.slice(PREFIX.length), keys: Object.fromEntries(entries) }]
}

/** The mapping of a file by saved columns; each column of the plan once. */
function mappingOf({ keys }: NamedColumns, header: readonly string[]): ColumnMapping {
  const taken = new Set<string>()
  return header.map((heading) => {
    const name = normalHeading(heading)
    const wanted = Object.hasOwn(keys, name) ? keys[name] : null
    const key = IMPORT_KEYS.find((each) => each === wanted && !taken.has(each)) ?? null
    if (key !== null) taken.add(key)
    return key
  })
}
