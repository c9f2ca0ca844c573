import { Modal } from '@mantine/core'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { type Command, useAllCommands } from '../../components/keyboard/keymap.tsx'
import { useKeyboardLayout } from '../../components/keyboard/use-keyboard-layout.ts'
import css from './key-list.module.css'
import { Keys } from './palette.tsx'

/** Keys of the board's table, which are no commands. */
const TABLE_KEYS = [
  ['arrowup', 'app.tableKey.rowAbove'],
  ['arrowdown', 'app.tableKey.rowBelow'],
  ['enter', 'app.tableKey.openRow'],
  ['space', 'app.tableKey.chooseRow'],
  ['shift+arrowdown', 'app.tableKey.chooseRange'],
  ['mod+a', 'app.tableKey.chooseAll'],
  ['escape', 'app.tableKey.clearChoice'],
] as const

/** Keys of the open editor, which are no commands. */
const EDITOR_KEYS = [
  ['mod+enter', 'app.editorKey.saveAndSend'],
  ['alt+arrowup', 'app.editorKey.moveStopUp'],
  ['alt+arrowdown', 'app.editorKey.moveStopDown'],
  ['enter', 'app.editorKey.takeMarked'],
  ['escape', 'app.editorKey.close'],
] as const

type ListedLabel = (typeof TABLE_KEYS | typeof EDITOR_KEYS)[number][1]

/** All keys, by group. */
export function KeyList(props: { onClose: () => void }) {
  const { t } = useTexts()
  const layout = useKeyboardLayout()
  const commands = useAllCommands().filter((command) => (command.keys ?? []).length > 0)
  const all = [
    ...commands,
    ...listed(t, t('app.commandGroup.table'), TABLE_KEYS),
    ...listed(t, t('app.commandGroup.editor'), EDITOR_KEYS),
  ]
  const groups = [...new Set(all.map((each) => each.group))]
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="lg"
      title={<b>{t('app.command.keys')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
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
                      <Keys keys={command.keys ?? []} layout={layout} />
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
  t: Translate,
  group: string,
  keys: readonly (readonly [keys: string, label: ListedLabel])[],
): readonly Pick<Command, 'id' | 'group' | 'label' | 'keys'>[] {
  return keys.map(([each, label]) => ({ id: `${group} ${each}`, group, label: t(label), keys: [each] }))
}
