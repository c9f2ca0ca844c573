import type { ReactNode } from 'react'
import css from './empty-state.module.css'

/** Stands in the place of rows that do not exist: what is missing, and buttons for what can be done about it. */
export function EmptyState(props: {
  icon: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <div className={css.icon} aria-hidden>
        {props.icon}
      </div>
      <h2 className={css.title}>{props.title}</h2>
      {props.children !== undefined && <p className={css.text}>{props.children}</p>}
      {props.actions !== undefined && <div className={css.actions}>{props.actions}</div>}
    </div>
  )
}
