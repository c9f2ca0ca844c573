import type { ReactNode } from 'react'
import css from './frame.module.css'

/** The fixed places of the desk; only the screen in the middle scrolls. */
export function Frame(props: {
  banner: ReactNode
  header: ReactNode
  notices: ReactNode
  nav: ReactNode
  footer: ReactNode
  children: ReactNode
}) {
  return (
    <div className={css.frame}>
      {props.banner}
      {props.header}
      {props.notices}
      {props.nav}
      <main className={css.main}>{props.children}</main>
      {props.footer}
    </div>
  )
}
