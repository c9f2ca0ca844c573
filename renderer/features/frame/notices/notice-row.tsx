import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './notice-row.module.css'

/** A line of the notices below the screen, with a button for what can be done about it. */
export function NoticeLine(props: {
  level: 'info' | 'warning' | 'error'
  action?: ReactNode
  children: ReactNode
}) {
  const Icon = props.level === 'info' ? IconInfoCircle : IconAlertTriangle
  return (
    <div
      {...(props.level === 'error' ? { role: 'alert' } : { role: 'note' })}
      className={`${css.notice} ${css[props.level] ?? ''}`}
    >
      <Icon size={16} stroke={1.8} aria-hidden />
      <p>{props.children}</p>
      {props.action}
    </div>
  )
}
