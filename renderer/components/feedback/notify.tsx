import { Button, Portal, Progress } from '@mantine/core'
import { notifications, useNotifications } from '@mantine/notifications'
import { Fragment, type ReactNode } from 'react'
import { errorText } from '../../../shared/text/error-text.ts'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../display/texts.tsx'
import css from './toast.module.css'
import { Toast, type ToastProps } from './toast.tsx'

/** How long a toast about something done stays, in milliseconds. */
const DONE_MS = 6_000

/**
 * The place of the toasts, drawn once: one at a time, the newest first. The others wait; those without a time limit come back
 * when the newer ones are gone.
 */
export function Toasts() {
  const { t } = useTexts()
  const [newest] = useNotifications().notifications
  return (
    <Portal>
      <div className={css.place} role="status" aria-label={t('app.toast.label')}>
        {newest !== undefined && (
          <Fragment key={`${newest.id} ${newest.priority}`}>{newest.message}</Fragment>
        )}
      </div>
    </Portal>
  )
}

/** Shows a toast, in the place of an earlier one with the same id. */
function show(toast: ToastProps): void {
  notifications.hide(toast.id)
  // The store sorts by priority, so that the newest is the first.
  notifications.show({ id: toast.id, priority: performance.now(), message: <Toast {...toast} /> })
}

/** Tells that something is done. `actions` are buttons, such as the one that takes it back. */
export function notifyDone(text: StoredText, actions?: ReactNode): void {
  const message = <Message of={(t) => textOf(t, text)} />
  show({ id: 'done', tone: 'done', children: message, actions, closeAfterMs: DONE_MS })
}

/** The progress of something that takes time. */
export interface ProgressNotice {
  readonly show: (done: number, total: number) => void
  readonly end: () => void
}

/** Tells of something that takes time. Nothing is shown before the first `show`. */
export function notifyProgress(title: StoredText, onCancel: () => void): ProgressNotice {
  const id = `progress ${title}`
  let isShown = false
  return {
    show(done, total) {
      const toast: ToastProps = {
        id,
        tone: 'progress',
        title: <Message of={(t) => textOf(t, title)} />,
        children: (
          <span role="status">
            <Message of={(t) => t('app.progress', { done, total })} />
          </span>
        ),
        actions: <Running title={title} percent={(100 * done) / total} onCancel={onCancel} />,
        closeAfterMs: null,
      }
      if (isShown) notifications.update({ id, message: <Toast {...toast} /> })
      else show(toast)
      isShown = true
    },
    end() {
      notifications.hide(id)
    },
  }
}

function Running(props: { title: StoredText; percent: number; onCancel: () => void }) {
  const { t } = useTexts()
  return (
    <>
      <Progress
        className={css.progress ?? ''}
        value={props.percent}
        size="sm"
        aria-label={textOf(t, props.title)}
      />
      <Button size="compact-xs" variant="default" onClick={props.onCancel}>
        {t('app.cancel')}
      </Button>
    </>
  )
}

/** Tells that something the dispatcher asked for did not happen. The same failure is shown once. */
export function notifyFailure(what: StoredText, error: unknown): void {
  show({
    id: `failure ${what}`,
    tone: 'bad',
    title: <Message of={(t) => textOf(t, what)} />,
    children: <Message of={(t) => errorText(t, error)} />,
    closeAfterMs: null,
  })
}

/** The most problems that are told; the rest is counted. */
const MAX_TOLD = 5

/** Tells what was left out of what the dispatcher asked for, each with its reason. */
export function notifyLeftOut(problems: readonly StoredText[]): void {
  if (problems.length === 0) return
  show({
    id: 'left out',
    tone: 'warn',
    title: <Message of={(t) => t('app.leftOut.title', { count: problems.length })} />,
    children: <Message of={(t) => leftOutText(problems, t)} />,
    closeAfterMs: null,
  })
}

function leftOutText(problems: readonly StoredText[], t: Translate): string {
  const rest = problems.length - MAX_TOLD
  const more = rest > 0 ? [t('app.leftOut.more', { count: rest })] : []
  return [...problems.slice(0, MAX_TOLD).map((each) => textOf(t, each)), ...more].join(' · ')
}

/** A text in the language of the screen, which may change while the toast is shown. */
function Message(props: { of: (t: Translate) => string }) {
  return props.of(useTexts().t)
}
