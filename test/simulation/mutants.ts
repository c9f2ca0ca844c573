/** One line of the protocol made wrong, and what that breaks. A battery that stays green over it does not see. */
export interface Mutant {
  readonly id: string
  readonly file: string
  /** Exact text, found exactly once in the file. */
  readonly search: string
  readonly replacement: string
  readonly breaks: string
  /** Test files that should see it when the simulation cannot reach the place. */
  readonly tests?: readonly string[]
}

const SYNC = 'shared/sync'
const HOST = 'electron/host/sync'
const CLASSES = ['test/shared/catena/classify.test.ts']
const PURE = ['test/shared/sync']
const FOUND = ['test/simulation/found-seeds.test.ts']
const BREAKER = ['test/electron/host/sync/circuit-breaker.test.ts']
const NEVER_SENT = ['test/electron/host/sync/never-sent.test.ts']
const TRANSPORT = ['test/electron/host/catena/write-transport.system.ts']

/** The mutants of T8. */
export const MUTANTS: readonly Mutant[] = [
  m(
    'send-before-sync',
    `${HOST}/write-task.ts`,
    "await core.append([attempt], 'reject')",
    "void core.append([attempt], 'keep')",
    'sends before its ATTEMPT is on the disk',
  ),
  m(
    'default-window',
    `${SYNC}/evidence.ts`,
    'untilMs - LOOK_BACK_MS : firstTryServer - BEFORE_FIRST_TRY_MS',
    'untilMs - LOOK_BACK_MS : nowMs - 60_000',
    'lists only the newest operations',
  ),
  m(
    'first-page-only',
    'electron/host/catena/reader.ts',
    "if (cursor === null) return { kind: 'ok', value",
    "if (cursors.size === 0) return { kind: 'ok', value",
    'takes the first page for the whole list',
    ['test/electron/host/catena/reader.system.ts'],
  ),
  m(
    '409-refused',
    'shared/catena/classify.ts',
    '    case 400:\n    case 422:\n      return',
    '    case 400:\n    case 409:\n    case 422:\n      return',
    'takes 409 for a refusal',
    CLASSES,
  ),
  m(
    '5xx-unsent',
    'shared/catena/classify.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    'return ambiguous(`answer ${answer.status} proves nothing`)',
    "return { kind: 'unsent', reason: 'server error' }",
    'takes a server error for unsent',
    CLASSES,
  ),
  m(
    'lost-unsent',
    'shared/catena/classify.ts',
    "return { kind: 'ambiguous', reason: outcome.reason }",
    "return { kind: 'unsent', reason: outcome.reason }",
    'takes a lost answer for unsent',
    CLASSES,
  ),
  m(
    'foreign-answer',
    'shared/catena/classify.ts',
    'if (answeredFor != null && answeredFor !== sourceId) {',
    'if (answeredFor === undefined) {',
    'believes an answer about another workflow',
    CLASSES,
  ),
  m(
    'any-shape',
    'shared/catena/classify.ts',
    'return message === null ?',
    "return message === '' ?",
    'takes any JSON for Catena’s',
    CLASSES,
  ),
  m(
    'truncated-believed',
    'shared/catena/answer-shape.ts',
    'if (answer.isTruncated) return',
    'if (answer.status === 0) return',
    'reads a truncated answer',
    CLASSES,
  ),
  m(
    'crash-queued',
    `${SYNC}/recover.ts`,
    "type: 'AMBIG', detail: 'the program ended while sending'",
    "type: 'UNSENT', why: 'unsent', detail: ''",
    'takes an attempt cut by a crash for unsent',
  ),
  m('q-ignored', `${SYNC}/evidence.ts`, 'q: Math.max(timings.Q, 5 * worstLagMs)', 'q: 0', 'does not wait Q'),
  m(
    'lag-ignored',
    `${SYNC}/evidence.ts`,
    'q: Math.max(timings.Q, 5 * worstLagMs)',
    'q: timings.Q',
    'Q does not grow with the lag',
    PURE,
  ),
  m(
    'g-ignored',
    `${SYNC}/evidence.ts`,
    'g: timings.G }',
    'g: 0 }',
    'the two listings may be the same moment',
  ),
  m(
    'one-listing',
    `${SYNC}/evidence.ts`,
    'if (!isRipeNow || phase.firstClearServer === null || seen.earliestServer === null) return [look]',
    'if (!isRipeNow || seen.earliestServer === null) return [look]',
    'one listing is proof enough',
  ),
  m(
    'write-any-account',
    `${SYNC}/gate.ts`,
    "if (gates.account !== null && !isAccountRight(lane, gates.account)) return reason('otherAccount')",
    '',
    'sends for whoever is signed in',
  ),
  m(
    'read-any-account',
    `${HOST}/read-for-lane.ts`,
    '  if (!isAccountRight(lane, tokens.account())) return null\n  const answered = await core.line.read(label, call)\n  return isAccountRight(lane, tokens.account()) ? answered : null',
    '  return core.line.read(label, call)',
    'another account’s empty list counts',
    ['test/electron/host/sync/read-for-lane.test.ts'],
  ),
  m(
    'patch-no-id',
    `${SYNC}/target.ts`,
    'PATHS.workflow(operation.resourceId ?? operation.sourceId)',
    'PATHS.workflow(operation.sourceId)',
    'updates by the external id',
  ),
  m(
    'partial-listing',
    `${HOST}/read-tasks.ts`,
    "const listed = await readForLane(core, lane, 'look', (token) => reader.listOperations(query, token))\n        if (listed?.kind !== 'ok') return null",
    "const listed = await readForLane(core, lane, 'look', (token) => reader.listOperations(query, token))\n        if (listed?.kind !== 'ok') continue",
    'a listing that did not come counts as empty',
  ),
  m(
    'no-workflow-list',
    `${SYNC}/evidence.ts`,
    "withWorkflows: operation.kind === 'create' && isRipe(phase, waits, nowServer)",
    'withWorkflows: false',
    'the workflow list is not looked at',
  ),
  m(
    'failed-absent',
    `${HOST}/read-tasks.ts`,
    '  if (!isAbsenceProven(core, id)) return\n',
    '',
    'one list without a failed create is enough',
  ),
  m(
    'tsp-error-settled',
    `${SYNC}/lane-facts.ts`,
    "new Set(['validation', 'auth'])",
    "new Set(['validation', 'auth', 'network', 'tsp'])",
    'a create that failed on the way to the TSP counts as absent',
  ),
  m(
    'base-not-compared',
    `${SYNC}/patch.ts`,
    'if (isKnown && versions.some(isHeld)) return',
    'if (isKnown) return',
    'overwrites another device’s edit',
    PURE,
  ),
  m(
    'send-while-open',
    `${SYNC}/step.ts`,
    "    case 'accepted':\n      return { kind: 'poll' }",
    "    case 'accepted':\n      return { kind: 'write', work: 'create' }",
    'two operations open at once',
  ),
  m(
    'journal-lost-new',
    `${SYNC}/submit.ts`,
    'const mayBeThere = entry.wasHanded || isForeignPage || hasIds(entry)',
    'const mayBeThere = false',
    'after a lost journal everything is sent anew',
  ),
  m(
    'duplicate-forgotten',
    `${SYNC}/snapshot.ts`,
    'lane.twins.length > 0 || ',
    '',
    'a known duplicate is compacted away',
    PURE,
  ),
  m(
    'moved-forgotten',
    `${SYNC}/unsettled.ts`,
    '[operation.connectionId, ...elsewhere] }',
    '[operation.connectionId] }',
    'looks for a moved create on its last connection only',
    PURE,
  ),
  m(
    'old-doubt-goes-on',
    `${SYNC}/recover.ts`,
    ', ...doubtAnew(lane, why, at))',
    ')',
    'counts looks from before the loss of records',
    PURE,
  ),
  m(
    'older-content-trusted',
    `${SYNC}/apply-lane.ts`,
    '...afterLoss(lane), want:',
    '...lane, want:',
    'takes a wish for done because an older content looks the same',
    FOUND,
  ),
  m(
    'twin-forgotten',
    `${SYNC}/evidence.ts`,
    '&& isNewOrTwin(lane, each.id)',
    '&& !lane.knownOperationIds.includes(each.id)',
    'makes anew what stands there as a twin of a failed create',
    FOUND,
  ),
  m(
    'generation-keeps-id',
    `${SYNC}/apply-lane.ts`,
    '        sourceId: record.sourceId,\n        tries: 0,',
    '        sourceId: lane.sourceId,\n        tries: 0,',
    'a corrected create keeps the old external id',
  ),
  m(
    'cancel-not-sent',
    `${SYNC}/target.ts`,
    "? { kind: 'nothing' } : { kind: 'cancel' }",
    "? { kind: 'nothing' } : { kind: 'nothing' }",
    'a cancel never reaches Catena',
  ),
  m(
    'edit-dropped',
    `${SYNC}/apply-lane.ts`,
    'if (record.seq <= lane.want.seq) return lane',
    "if (record.seq <= lane.want.seq || lane.phase.kind !== 'idle') return lane",
    'an edit made meanwhile is lost',
  ),
  m(
    'gate-fraction',
    `${HOST}/line.ts`,
    'Math.ceil(rate.shutUntilMs - now) + 1',
    'rate.shutUntilMs - now',
    'the gate after a 429 opens late: its timer may come early (lives: every probe and answer looks at the gate again)',
  ),
  m(
    'taken-before-said',
    'renderer/db/hand-over.ts',
    'markTaken(db, taken, context())',
    'markTaken(db, entries, context())',
    'the page takes its offer for taken before the host has said so',
    ['test/renderer/db/sync-bridge.test.ts'],
  ),
  m(
    'early-body',
    'electron/host/catena/open-connection.ts',
    "const ready = isSecure ? 'secureConnect' : 'connect'",
    "const ready = 'connect'",
    'writes before the connection is secure',
    TRANSPORT,
  ),
  m(
    'closed-unsent',
    'electron/host/catena/write-transport.ts',
    "settle(lost('the connection closed without an answer'))",
    "settle({ kind: 'unsent', reason: 'closed' })",
    'takes a cut connection for unsent',
    TRANSPORT,
  ),
  m(
    'breaker-never-opens',
    `${SYNC}/circuit-breaker.ts`,
    'const opened = failures >= FAILURES_TO_OPEN ?',
    'const opened = failures < 0 ?',
    'sends everything into a Catena that takes no writes',
    BREAKER,
  ),
  m(
    'no-trial',
    `${HOST}/scheduler.ts`,
    'const id = heldBack.takeTrial()',
    'const id = null',
    'a breaker that opened stays open',
    BREAKER,
  ),
  m(
    'trials-together',
    `${SYNC}/circuit-breaker.ts`,
    'trial === null || trial.laneId !== null || trial.isFailureUnconfirmed ? NOT_YET',
    'trial === null || trial.isFailureUnconfirmed ? NOT_YET',
    'tries several writes at a time while the breaker is open',
    BREAKER,
  ),
  m(
    'held-not-released',
    `${HOST}/engine.ts`,
    'onClosed: releaseHeld',
    'onClosed: () => undefined',
    'what was held for its tries stays held when writes arrive again',
    BREAKER,
  ),
  m(
    'held-while-open',
    `${SYNC}/evidence.ts`,
    'lane.tries >= MAX_TRIES && !isBreakerOpen',
    'lane.tries >= MAX_TRIES',
    'asks a person about each change while Catena takes no writes',
    BREAKER,
  ),
  m(
    'tries-unlimited',
    `${SYNC}/evidence.ts`,
    'lane.tries >= MAX_TRIES && !isBreakerOpen',
    'lane.tries < 0',
    'sends a change that alone fails again and again',
    BREAKER,
  ),
  m(
    'inactive-written',
    `${SYNC}/gate.ts`,
    "if (status !== undefined && status !== 'active')",
    "if (status === '')",
    'sends to connections that are paused',
    NEVER_SENT,
  ),
  m(
    'sent-after-close',
    `${HOST}/write-task.ts`,
    '  if (core.isClosed()) return // the attempt stays open',
    '  // the attempt stays open',
    'sends while the program ends',
    NEVER_SENT,
  ),
]

function m(
  id: string,
  file: string,
  search: string,
  replacement: string,
  breaks: string,
  tests?: readonly string[],
): Mutant {
  return { id, file, search, replacement, breaks, ...(tests === undefined ? {} : { tests }) }
}
