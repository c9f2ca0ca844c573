import { type ReactNode, useEffect, useRef } from 'react'
import css from './notice.module.css'

/** A sentence among the fields of a form, with buttons for what can be done about it. */
export function Notice(props: {
  tone?: 'warn' | 'bad'
  /** True where the notice scrolls into view as it appears. */
  comesIntoView?: boolean
  actions?: ReactNode
  children: ReactNode
}) {
  const place = useRef<HTMLDivElement>(null)
  const { comesIntoView } = props
  useEffect(() => {
    if (comesIntoView === true) place.current?.scrollIntoView({ block: 'nearest' })
  }, [comesIntoView])
  return (
    <div ref={place} className={css.notice} data-tone={props.tone ?? 'info'}>
      <p className={css.text}>{props.children}</p>
      {props.actions}
    </div>
  )
}
