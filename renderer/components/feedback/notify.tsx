import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { TypedError } from '../../../shared/util/typed-error.ts'
import css from './notify.module.css'

/** What all of them look like: Mantine's greys for text have too little contrast on our surfaces. */
const LOOK = {
  withBorder: true,
  classNames: {
    root: css.root ?? '',
    body: css.body ?? '',
    title: css.title ?? '',
    description: css.description ?? '',
    closeButton: css.close ?? '',
  },
} as const

/** More wait unseen: enough that a few failures, which stay until they are closed, hold back nothing that is said in passing. */
const MAX_SHOWN = 5

/** Where everything that is told in passing appears. Drawn once. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-left"
      limit={MAX_SHOWN}
      zIndex={400}
      classNames={{ root: css.place ?? '' }}
    />
  )
}

/** Says in passing that something was done. Never the only place where a failure stands. */
export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4_000, ...LOOK })
}

/** How far something long has come, in passing, until it is ended. */
export interface ProgressNotice {
  readonly show: (done: number, total: number) => void
  readonly end: () => void
}

/** Tells of something that takes longer than a moment: nothing is shown before its first `show`. */
export function notifyProgress(title: string, onCancel: () => void): ProgressNotice {
  let id: string | null = null
  return {
    show(done, total) {
      const message = (
        <Stack gap={6}>
          <Progress value={(100 * done) / total} size="sm" aria-label={title} />
          <Group justify="space-between" gap="xs">
            <Text size="sm" role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {done.toLocaleString('en')} of {total.toLocaleString('en')}
            </Text>
            <Button size="compact-xs" variant="default" onClick={onCancel}>
              Cancel
            </Button>
          </Group>
        </Stack>
      )
      const shown = { title, message, autoClose: false, ...LOOK, withCloseButton: false } as const
      if (id === null) id = notifications.show(shown)
      else notifications.update({ id, ...shown })
    },
    end() {
      if (id !== null) notifications.hide(id)
    },
  }
}

/** Says that something the dispatcher asked for did not happen, and stays until it is closed. */
export function notifyFailure(what: string, error: unknown): void {
  // The same failure once more takes the place of the one before: a list of them says nothing new.
  const shown = {
    id: `failure ${what}`,
    title: what,
    message: errorText(error),
    autoClose: false,
    ...LOOK,
    color: 'red',
    role: 'alert',
  } as const
  notifications.show(shown)
  notifications.update(shown)
}

/** Things that were left out of what the dispatcher asked for, each in words. */
export function notifyLeftOut(problems: readonly string[]): void {
  if (problems.length === 0) return
  const shown = problems.slice(0, 5)
  const rest = problems.length - shown.length
  notifications.show({
    title: problems.length === 1 ? 'One was left out' : `${problems.length} were left out`,
    message: [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · '),
    autoClose: false,
    ...LOOK,
    color: 'yellow',
  })
}

/** An error as one sentence. A closed pipe is no fault of the dispatcher's and says what still works. */
export function errorText(error: unknown): string {
  if (error instanceof TypedError && error.code === 'rpc.closed') {
    return 'The sender on this computer does not answer. Planning and saving go on; try again when it is back.'
  }
  return error instanceof Error ? error.message : String(error)
}
