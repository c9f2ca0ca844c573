import { useTexts } from '../../../components/display/texts.tsx'
import type { ColumnMapping } from '../file/columns.ts'
import type { Correction } from './corrections.ts'
import { ImportWarning } from './import-warning.tsx'
import { rowText } from './row-label.ts'
import type { SwappedPlaces } from './swapped-places.ts'

/** The most stops that the button corrects one by one. More are to be corrected in the file. */
const MAX_SWAPPED = 200

/** Warns of stops that look as if latitude and longitude were swapped. */
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
  const canSwap = isAll || stops.length <= MAX_SWAPPED
  return (
    <ImportWarning
      title={t('exchange.swapped.title', { count: stops.length })}
      text={t('exchange.swapped.hint', { rows })}
      fix={
        canSwap
          ? { label: t(isAll ? 'exchange.swapped.swapColumns' : 'exchange.swapped.swapCells'), onFix: swap }
          : null
      }
    />
  )
}

function swappedKey(key: ColumnMapping[number]): ColumnMapping[number] {
  if (key === 'latitude') return 'longitude'
  return key === 'longitude' ? 'latitude' : key
}
