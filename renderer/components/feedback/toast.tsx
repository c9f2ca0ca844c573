import { CloseButton } from '@mantine/core'
import { notifications, useNotifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconProgress } from '@tabler/icons-react'
import { type FocusEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useTexts } from '../display/texts.tsx'
import { useFocusLeft } from '../keyboard/focus-left.ts'
import { rowsOnScreen } from '../keyboard/rows-focus.ts'
import css from './toast.module.css'

/** The kind of a toast. It shows by an icon and a colour. */
export type ToastTone = 'done' | 'progress' | 'warn' | 'bad'

const ICONS = {
  done: IconCircleCheck,
  progress: IconProgress,
  warn: IconAlertTriangle,
  bad: IconCircleX,
} as const
const COLOURS = { done: 'good', progress: 'info', warn: 'warn', bad: 'bad' } as const

/** Selects the toast on the page. */
const TOAST = '[data-toast]'

/** Moves the focus to the toast that is shown, if there is one. */
export function focusToast(): void {
  const toast = document.querySelector<HTMLElement>(TOAST)
  const target = toast?.querySelector<HTMLElement>('button') ?? toast
  target?.focus()
}

/** What a {@link Toast} is given. */
export interface ToastProps {
  readonly id: string
  readonly tone: ToastTone
  /** In bold before the text. */
  readonly title?: ReactNode
  readonly children: ReactNode
  /** Buttons, and a progress bar. */
  readonly actions?: ReactNode
  /** How long it stays, in milliseconds; `null` = until it is closed or ended. The time waits while pointer or focus are on it. */
  readonly closeAfterMs: number | null
}

/** A toast. One about progress has no button to close it: it ends by itself. */
export function Toast(props: ToastProps) {
  const { id, tone } = props
  const { t } = useTexts()
  const { notifications: all, queue } = useNotifications()
  const waiting = all.length + queue.length - 1
  const self = useRef<HTMLDivElement>(null)
  const canClose = tone !== 'progress'
  const close = (): void => void notifications.hide(id)
  const { onFocus, ...holding } = useStay(self, props.closeAfterMs, close)
  const Icon = ICONS[tone]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is an extra; the button does the same
    <div
      ref={self}
      className={css.toast}
      data-toast
      {...(tone === 'warn' || tone === 'bad' ? { role: 'alert' } : {})}
      data-tone={tone}
      tabIndex={-1}
      onFocus={onFocus}
      {...holding}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !canClose) return
        event.stopPropagation()
        close()
      }}
    >
      <span className={`dp-tone-${COLOURS[tone]}`}>
        <Icon size={18} stroke={1.8} aria-hidden />
      </span>
      <p className={css.text}>
        {props.title !== undefined && <b>{props.title} </b>}
        {props.children}
      </p>
      {waiting > 0 && <span className={css.more}>{t('app.toast.waiting', { count: waiting })}</span>}
      {props.actions}
      {canClose && <CloseButton size="sm" aria-label={t('app.close')} onClick={close} />}
    </div>
  )
}

/** Closes after a time, which waits while pointer or focus are on the toast. The focus goes back to where it came from. */
function useStay(self: RefObject<HTMLDivElement | null>, closeAfterMs: number | null, close: () => void) {
  const [isHeld, setIsHeld] = useState(false)
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    if (isHeld || closeAfterMs === null) return
    const timer = setTimeout(() => latest.current(), closeAfterMs)
    return () => clearTimeout(timer)
  }, [isHeld, closeAfterMs])
  const cameFrom = useRef<HTMLElement | null>(null)
  useFocusLeft(self, () => (cameFrom.current?.isConnected === true ? cameFrom.current : rowsOnScreen()))
  return {
    onMouseEnter: () => setIsHeld(true),
    onMouseLeave: () => setIsHeld(false),
    onBlur: () => setIsHeld(false),
    onFocus({ relatedTarget }: FocusEvent) {
      setIsHeld(true)
      const isOutside =
        relatedTarget instanceof HTMLElement && self.current?.contains(relatedTarget) === false
      if (isOutside) cameFrom.current = relatedTarget
    },
  }
}
