import { describe, expect, it } from 'vitest'
import type { WorkflowRecord } from '../../../../../renderer/db/schema/records.ts'
import { boardCommands } from '../../../../../renderer/features/board/bulk/use-board-commands.ts'
import type { BoardActions } from '../../../../../renderer/planning/use-bulk-actions.ts'
import { english } from '../../../../doubles/english.ts'
import { recordOf } from '../../../planning/workflow-row-fixture.ts'

/** The commands over these workflows, and what was asked for by them. */
function commandsOver(chosen: readonly WorkflowRecord[], active: WorkflowRecord | null = null) {
  const asked: unknown[] = []
  const note = (name: string) => (records: readonly WorkflowRecord[], detail?: unknown) => {
    asked.push([name, records.map((each) => each.id), detail])
  }
  const actions: BoardActions = {
    territory: note('territory'),
    status: note('status'),
    assignee: note('assignee'),
    shift: note('shift'),
    cancel: note('cancel'),
    complete: note('complete'),
    send: note('send'),
    copy: note('copy'),
  }
  const commands = boardCommands({
    chosen,
    active,
    actions,
    onAsk: (question, records) => note(question)(records),
    onCopy: note('duplicate'),
    t: english.t,
  })
  return { asked, enabled: commands.filter((each) => each.isDisabled !== true) }
}

describe('the commands of the board', () => {
  it('do all that the bulk bar does', () => {
    const { enabled, asked } = commandsOver([recordOf('a'), recordOf('b')])
    for (const word of ['driver', 'vehicle', 'territory', 'status Planned', 'Shift times', 'Send 2 drafts']) {
      enabled.find((each) => each.label.includes(word))?.run()
    }
    expect(asked).toEqual([
      ['driver', ['a', 'b'], undefined],
      ['vehicle', ['a', 'b'], undefined],
      ['territory', ['a', 'b'], undefined],
      ['status', ['a', 'b'], 'PLANNED'],
      ['shift', ['a', 'b'], undefined],
      ['send', ['a', 'b'], undefined],
    ])
  })

  it('name the workflow that they act on, not the one that the keyboard is on', () => {
    const { enabled } = commandsOver([recordOf('a')], recordOf('b'))
    expect(enabled.map((each) => each.label)).toContain('Complete a')
  })

  it('do not change the status of what is cancelled', () => {
    const { enabled } = commandsOver([recordOf('a', { status: 'CANCELLED' })])
    const labels = enabled.map((each) => each.label)
    expect(labels.filter((each) => /status|^Complete/.test(each))).toEqual([])
    expect(labels).toContain('Set driver of a')
  })

  it('are none without a workflow to act on', () => {
    expect(commandsOver([]).enabled).toEqual([])
  })
})
