import { useTexts } from '../../../components/display/texts.tsx'
import { ImportWarning } from './import-warning.tsx'
import type { UnknownNames } from './unknown-names.ts'

/** The most ids that are named. */
const MAX_NAMED = 8

/** Warns of drivers and vehicles that this computer does not know: they are imported as written. */
export function UnknownWarning(props: { names: UnknownNames }) {
  const { t } = useTexts()
  const { drivers, vehicles } = props.names
  return (
    <>
      {drivers.length > 0 && (
        <ImportWarning
          title={t('exchange.unknown.drivers', { count: drivers.length })}
          text={t('exchange.unknown.hint', { names: shortList(drivers) })}
          fix={null}
        />
      )}
      {vehicles.length > 0 && (
        <ImportWarning
          title={t('exchange.unknown.vehicles', { count: vehicles.length })}
          text={t('exchange.unknown.hint', { names: shortList(vehicles) })}
          fix={null}
        />
      )}
    </>
  )
}

function shortList(names: readonly string[]): string {
  return names.slice(0, MAX_NAMED).join(', ') + (names.length > MAX_NAMED ? ' …' : '')
}
