import type { ReactNode } from 'react'
import css from './frame.module.css'

/** Id of the place in the middle, which takes the focus when what had it has gone. */
export const SCREEN_PLACE = 'screen'

/** The fixed places of the desk; only the screen in the middle scrolls. */
export function Frame(props: {
  banner: ReactNode
  header: ReactNode
  nav: ReactNode
  footer: ReactNode
  /** True for a screen that is a `main` itself. */
  hasOwnMain: boolean
  children: ReactNode
}) {
  return (
    <div className={css.frame}>
      {props.banner}
      {props.header}
      {props.nav}
      {/* One element for every screen: another tag would draw them all anew, and end an import that is under way. */}
      <div id={SCREEN_PLACE} role={props.hasOwnMain ? undefined : 'main'} tabIndex={-1} className={css.main}>
        {props.children}
      </div>
      {props.footer}
    </div>
  )
}
