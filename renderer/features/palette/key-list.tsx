import { Modal } from '@mantine/core'
import { type Command, useAllCommands } from '../../components/keyboard/keymap.tsx'
import css from './palette.module.css'
import { Keys } from './palette.tsx'

/** Keys that belong to the table itself, not to a command. */
const TABLE_KEYS = [
  ['arrowup', 'Row above'],
  ['arrowdown', 'Row below'],
  ['enter', 'Open the row'],
  ['space', 'Choose the row'],
  ['shift+arrowdown', 'Choose a range'],
  ['mod+a', 'Choose all'],
  ['escape', 'Clear the choice'],
] as const

/** Keys that belong to the open editor. */
const EDITOR_KEYS = [
  ['mod+enter', 'Save and send'],
  ['alt+arrowup', 'Move the stop up'],
  ['alt+arrowdown', 'Move the stop down'],
  ['enter', 'Take the marked driver or vehicle'],
  ['escape', 'Close the editor'],
] as const

/** All keys, by group. */
export function KeyList(props: { onClose: () => void }) {
  const commands = useAllCommands().filter((command) => (command.keys ?? []).length > 0)
  const all = [...commands, ...listed('In the table', TABLE_KEYS), ...listed('In the editor', EDITOR_KEYS)]
  const groups = [...new Set(all.map((each) => each.group))]
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="lg"
      title={<b>Keys</b>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={css.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {all
                .filter((each) => each.group === group)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{command.label}</dt>
                    <dd>
                      <Keys keys={command.keys ?? []} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

function listed(
  group: string,
  keys: readonly (readonly [keys: string, label: string])[],
): readonly Pick<Command, 'id' | 'group' | 'label' | 'keys'>[] {
  return keys.map(([each, label]) => ({ id: each, group, label, keys: [each] }))
}
