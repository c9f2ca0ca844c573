import { Button, Group, MantineThemeProvider, Progress, Stack, Text } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { errorText } from '../../../shared/text/error-text.ts'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../display/texts.tsx'
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
  const { t } = useTexts()
  const closeButtonProps = { 'aria-label': t('app.close') }
  return (
    <MantineThemeProvider
      inherit
      theme={{ components: { Notification: { defaultProps: { closeButtonProps } } } }}
    >
      <Notifications
        position="bottom-left"
        limit={MAX_SHOWN}
        zIndex={400}
        classNames={{ root: css.place ?? '' }}
      />
    </MantineThemeProvider>
  )
}

/** Says in passing that something was done, by a stored text. Never the only place where a failure stands. */
export function notifyDone(text: StoredText): void {
  notifications.show({ message: <Message of={(t) => textOf(t, text)} />, autoClose: 4_000, ...LOOK })
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
              <Message of={(t) => t('app.progress', { done, total })} />
            </Text>
            <Button size="compact-xs" variant="default" onClick={onCancel}>
              <Message of={(t) => t('app.cancel')} />
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
export function notifyFailure(what: StoredText, error: unknown): void {
  // The same failure once more takes the place of the one before: a list of them says nothing new.
  const shown = {
    id: `failure ${what}`,
    title: <Message of={(t) => textOf(t, what)} />,
    message: <Message of={(t) => errorText(t, error)} />,
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
    title: <Message of={(t) => t('app.leftOut.title', { count: problems.length })} />,
    message: <Message of={(t) => leftOutText(shown, rest, t)} />,
    autoClose: false,
    ...LOOK,
    color: 'yellow',
  })
}

function leftOutText(shown: readonly string[], rest: number, t: Translate): string {
  const more = rest > 0 ? [t('app.leftOut.more', { count: rest })] : []
  return [...shown.map((each) => textOf(t, each)), ...more].join(' · ')
}

/** A text that follows the language while the toast is there. */
function Message(props: { of: (t: Translate) => string }) {
  return props.of(useTexts().t)
}
