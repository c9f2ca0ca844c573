import { type Mutant, m } from './mutant.ts'

const REMOTE = 'renderer/db/remote'
const APPLY = `${REMOTE}/apply-remote-page.ts`
const HOST = 'electron/host/sync'
const ON_PAGE = ['test/renderer/db/remote']
const IN_HOST = ['test/electron/host/sync/tasks/remote-page.test.ts']
const SETTLED = ['test/electron/host/sync/core/steps/settled-version.test.ts']

/** Mutants of the rules L1 to L9: reading what others plan. */
export const PULL_MUTANTS: readonly Mutant[] = [
  m(
    'pull-over-change',
    APPLY,
    'if (record !== undefined && pendingChanges.has(record.id)) return []',
    '',
    '[L2] replaces what is to be sent',
    ON_PAGE,
  ),
  m(
    'pull-over-draft',
    APPLY,
    'if (hasUnqueuedEdit || isRemoved || seq',
    'if (isRemoved || seq',
    '[L2] replaces what was typed and not sent',
    ON_PAGE,
  ),
  m(
    'deleted-alive',
    APPLY,
    "state: remote.deletedAt === null ? 'done' : 'withdrawn'",
    "state: 'done'",
    '[L4] shows what was deleted as at the TSP',
    ON_PAGE,
  ),
  m(
    'older-page',
    APPLY,
    'isFollowing(record, remote) && !isOlder(remote, record)',
    'isFollowing(record, remote)',
    '[L5] takes an older version for a change',
    ON_PAGE,
  ),
  m(
    'first-page-whole',
    `${REMOTE}/pull.ts`,
    'if (cursor === null) {\n',
    '{\n',
    '[L6] takes the first page for all of the list',
    ON_PAGE,
  ),
  m(
    'perhaps-ours-row',
    APPLY,
    'remote.isPerhapsOurs || isOver',
    'isOver',
    '[L7] makes a row of what an open create of ours may have made',
    ON_PAGE,
  ),
  m(
    'twin-stays',
    APPLY,
    'if (isTwin && elsewhere !== undefined && isUntouched(elsewhere)) {',
    'if (elsewhere === null) {',
    '[L7] leaves a second row of a workflow of this desk',
    ON_PAGE,
  ),
  m(
    'own-twice',
    APPLY,
    'if (workflowId === null && isTwin) return []',
    '',
    '[L7] follows a workflow of this desk that the host does not know',
    ON_PAGE,
  ),
  m(
    'revert-unseen',
    `${HOST}/core/steps/on-remote-version.ts`,
    'return isUpdatedSince || isBeyondLag(changedServer, facts) ? [] : earlier',
    'return earlier',
    '[L2] overwrites what somebody set back to a value that we wrote once',
    SETTLED,
  ),
  m(
    'stranger-teaches',
    `${HOST}/tasks/calibration.ts`,
    ' || isRemoteWorkflowId(lane.workflowId)',
    '',
    '[N5] learns our marks from what was made elsewhere',
    IN_HOST,
  ),
  m(
    'marks-ignored',
    `${HOST}/tasks/remote-page.ts`,
    'if (isWholeKnown && areMarksShown(learned, identity)) return false',
    '',
    '[L7] hides what others make while any create of ours is open',
    IN_HOST,
  ),
]
