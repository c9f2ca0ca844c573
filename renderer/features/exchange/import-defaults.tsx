import { Group, NativeSelect } from '@mantine/core'
import { DISTANCE_UNITS } from '../../../shared/model/plan/workflow.ts'
import { connectionLabel } from '../../components/display/connection-label.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { unitOfText } from './file/cells/words.ts'
import type { ColumnMapping } from './file/columns.ts'
import type { FileChoices } from './use-file-choices.ts'

/** The connection of rows that name none and, where no column has it, the unit of the distances. */
export function ImportDefaults(props: {
  choices: FileChoices
  mapping: ColumnMapping
  header: readonly string[]
}) {
  const { choices, mapping } = props
  const { t } = useTexts()
  const { connections } = useDesk()
  return (
    <Group gap="md">
      <NativeSelect
        label={t('exchange.file.defaultConnection')}
        size="xs"
        w={360}
        value={choices.connectionId ?? ''}
        onChange={({ currentTarget: { value } }) => choices.setConnectionId(value === '' ? null : value)}
        data={[
          { value: '', label: t('exchange.file.noDefaultConnection') },
          ...connections.map((each) => ({ value: each.id, label: connectionLabel(each, t) })),
        ]}
      />
      {isUnitOpen(mapping, props.header) && (
        <NativeSelect
          label={t('exchange.file.distanceUnit')}
          size="xs"
          w={160}
          value={choices.distanceUnit}
          onChange={(event) => {
            const unit = DISTANCE_UNITS.find((each) => each === event.currentTarget.value)
            if (unit !== undefined) choices.setDistanceUnit(unit)
          }}
          data={[...DISTANCE_UNITS]}
        />
      )}
    </Group>
  )
}

/** True when the file has distances and neither a column with their unit nor a heading that names it. */
function isUnitOpen(mapping: ColumnMapping, header: readonly string[]): boolean {
  const column = mapping.indexOf('totalDistance')
  return column !== -1 && !mapping.includes('distanceUnit') && unitOfText(header[column] ?? '') === null
}
