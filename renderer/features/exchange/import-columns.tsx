import { NativeSelect, Table } from '@mantine/core'
import { fieldLabel } from '../../../shared/text/field-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { type ColumnMapping, IMPORT_KEYS } from './file/columns.ts'
import { type ImportKey, isExtraColumn, isImportOnly } from './file/file-language.ts'
import css from './import-columns.module.css'

/** For each column of the file, the column of the plan that it is read as. */
export function Mapping(props: {
  header: readonly string[]
  mapping: ColumnMapping
  onChange: (mapping: ColumnMapping) => void
}) {
  const { t } = useTexts()
  const taken = new Set(props.mapping)
  return (
    <fieldset className={css.mapping} aria-label={t('exchange.mapping.columns')}>
      {props.header.map((_heading, index) => {
        const key = props.mapping[index] ?? null
        return (
          <NativeSelect
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, and never move
            key={index}
            size="xs"
            label={columnLabel(t, props.header, index)}
            value={key ?? ''}
            onChange={(event) => {
              const chosen = IMPORT_KEYS.find((each) => each === event.currentTarget.value) ?? null
              props.onChange(props.mapping.map((each, at) => (at === index ? chosen : each)))
            }}
            data={[
              { value: '', label: t('exchange.mapping.leaveOut') },
              ...IMPORT_KEYS.map((each) => ({
                value: each,
                label: keyLabel(t, each),
                disabled: each !== key && taken.has(each),
              })),
            ]}
          />
        )
      })}
    </fieldset>
  )
}

/** What a column of the plan is called. */
export function keyLabel(t: Translate, key: ImportKey): string {
  if (isExtraColumn(key)) return fieldLabel(key, t)
  return isImportOnly(key) ? t(`exchange.importColumn.${key}`) : t(`exchange.column.${key}`)
}

/** The heading of a column, with its number where the heading is missing or stands twice. */
function columnLabel(t: Translate, header: readonly string[], index: number): string {
  const heading = header[index] ?? ''
  const number = String(index + 1)
  if (heading === '') return t('exchange.mapping.unnamed', { number })
  const isRepeated = header.indexOf(heading) !== header.lastIndexOf(heading)
  return isRepeated ? t('exchange.mapping.repeated', { heading, number }) : heading
}

/** The first rows of the file, as it has them. */
export function Sample(props: { header: readonly string[]; rows: readonly (readonly string[])[] }) {
  const { t } = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={css.sample} aria-label={t('exchange.file.sample')} tabIndex={0}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {props.header.map((heading, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, and never move
              <Table.Th key={index}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity, and never move
            <Table.Tr key={at}>
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <Table.Td key={index}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
