import { Alert, Button, Group, Text } from '@mantine/core'
import { useTexts } from '../../../components/display/texts.tsx'
import classes from '../exchange.module.css'
import type { ColumnMapping } from '../file/columns.ts'
import type { Correction } from './corrections.ts'
import { rowText } from './row-label.ts'
import type { SwappedPlaces } from './swapped-places.ts'

/** More are not put right one by one: somebody has to look into the file. */
const MAX_SWAPPED = 200

/** Says which stops look as if latitude and longitude were swapped. They are imported as they are unless put right. */
export function SwappedWarning(props: {
  places: SwappedPlaces
  mapping: ColumnMapping
  rowNumbers: readonly number[]
  onSwapColumns: (mapping: ColumnMapping) => void
  onCorrect: (correction: Correction) => void
}) {
  const { t } = useTexts()
  const { mapping, rowNumbers } = props
  const { stops, isAll } = props.places
  if (stops.length === 0) return null
  const rows = rowText(
    t,
    stops.map((each) => each.row),
    rowNumbers,
  )

  function swap(): void {
    if (isAll) {
      props.onSwapColumns(mapping.map(swappedKey))
      return
    }
    const [latitudeColumn, longitudeColumn] = [mapping.indexOf('latitude'), mapping.indexOf('longitude')]
    for (const { row, latitude, longitude } of stops) {
      const [north, east] = [String(latitude), String(longitude)]
      props.onCorrect({ column: latitudeColumn, rows: [row], from: north, to: east })
      props.onCorrect({ column: longitudeColumn, rows: [row], from: east, to: north })
    }
  }
  return (
    <Alert
      color="yellow"
      role="status"
      classNames={{ title: classes.warningTitle ?? '' }}
      title={t('exchange.swapped.title', { count: stops.length })}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{t('exchange.swapped.hint', { rows })}</Text>
        {(isAll || stops.length <= MAX_SWAPPED) && (
          <Button size="compact-sm" variant="default" onClick={swap}>
            {isAll ? t('exchange.swapped.swapColumns') : t('exchange.swapped.swapCells')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

function swappedKey(key: ColumnMapping[number]): ColumnMapping[number] {
  if (key === 'latitude') return 'longitude'
  return key === 'longitude' ? 'latitude' : key
}
