import { Button, Group, NativeSelect, NumberInput, Text } from '@mantine/core'
import { useTexts } from '../../components/display/texts.tsx'
import { ENCODINGS } from './file/table/encodings.ts'
import type { ReadChoice } from './file/table/read-table.ts'
import css from './read-as.module.css'
import type { OpenImport } from './use-import.ts'

/** Reads the file again, with what is chosen. */
type OnReadAs = (choice: Partial<ReadChoice>) => void

/** Chooses what the file does not tell: the row of the headings, the encoding of a CSV, the sheet of a workbook. */
export function ReadAs(props: { table: OpenImport['table']; onReadAs: OnReadAs }) {
  const { t } = useTexts()
  const { table, onReadAs } = props
  return (
    <>
      <NumberInput
        key={table.headerRow}
        size="xs"
        w={190}
        min={1}
        allowDecimal={false}
        leftSection={<Text size="xs">{t('exchange.file.headerRow')}</Text>}
        leftSectionWidth={128}
        aria-label={t('exchange.file.headerRow')}
        defaultValue={table.headerRow}
        onBlur={(event) => {
          const row = Number(event.currentTarget.value)
          if (Number.isInteger(row) && row > 0 && row !== table.headerRow) onReadAs({ headerRow: row })
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <SheetOrEncoding {...props} />
    </>
  )
}

function SheetOrEncoding({ table, onReadAs }: { table: OpenImport['table']; onReadAs: OnReadAs }) {
  const { t } = useTexts()
  const { workbook } = table
  if (workbook !== null) {
    if (workbook.sheets.length < 2) return null
    return (
      <NativeSelect
        size="xs"
        aria-label={t('exchange.file.sheet')}
        data={workbook.sheets.map((sheet) => ({
          value: sheet,
          label: workbook.hiddenSheets.includes(sheet) ? t('exchange.file.hiddenSheet', { sheet }) : sheet,
        }))}
        value={workbook.sheet}
        onChange={(event) => onReadAs({ sheet: event.currentTarget.value, headerRow: null })}
      />
    )
  }
  return (
    <NativeSelect
      size="xs"
      aria-label={t('exchange.file.encoding')}
      data={[{ value: '', label: t('exchange.file.chooseEncoding') }, ...ENCODINGS]}
      value=""
      onChange={(event) => {
        const encoding = ENCODINGS.find((each) => each === event.currentTarget.value)
        if (encoding !== undefined) onReadAs({ encoding })
      }}
    />
  )
}

/** Shows how a file of unknown encoding reads in each likely one, to choose from. Nothing while its bytes say which it is. */
export function EncodingChoice(props: { encodings: OpenImport['table']['encodings']; onReadAs: OnReadAs }) {
  const { t } = useTexts()
  const [first, ...others] = props.encodings ?? []
  if (first === undefined || first.sample === '') return null
  return (
    <section className={css.encodings} aria-label={t('exchange.file.encoding')}>
      <Text size="sm">{t('exchange.question.encoding')}</Text>
      <Text size="sm" fw={600}>
        {t('exchange.option.encoding', { encoding: first.encoding, sample: first.sample })}
      </Text>
      <Group gap={4}>
        {others.map(({ encoding, sample }) => (
          <Button
            key={encoding}
            size="compact-sm"
            variant="default"
            onClick={() => props.onReadAs({ encoding })}
          >
            {t('exchange.option.encoding', { encoding, sample })}
          </Button>
        ))}
      </Group>
    </section>
  )
}
