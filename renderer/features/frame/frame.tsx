import type { ReactNode } from 'react'
import css from './frame.module.css'

/** Id of the place of the screens. It takes the focus when the element that had it is gone. */
export const SCREEN_PLACE = 'screen'

/** The places of the desk. Only the screen in the middle scrolls. */
export function Frame(props: {
  banner: ReactNode
  header: ReactNode
  nav: ReactNode
  footer: ReactNode
  children: ReactNode
}) {
  return (
    <div className={css.frame}>
      {props.banner}
      {props.header}
      {props.nav}
      <div id={SCREEN_PLACE} tabIndex={-1} className={css.main}>
        {props.children}
      </div>
      {props.footer}
    </div>
  )
}
