import type { ReactNode } from 'react'
import css from './screen-page.module.css'

/**
 * The frame of every screen: a bar with its title and tools, and the body below. While the place of the screens has the
 * focus, the ring shows at the title (`frame.module.css`).
 */
export function ScreenPage(props: {
  /** Name of the screen, for screen readers. */
  label: string
  title: ReactNode
  /** A quiet line behind the title. */
  remark?: ReactNode
  /** Stands behind the title in the bar. */
  tools?: ReactNode
  /** `page`: the screen scrolls as a whole, below its bar. `fill`: the body takes the height there is, and its parts scroll. */
  body: 'page' | 'fill'
  isBusy?: boolean
  /** False for a screen that is kept while another one is shown. */
  isShown?: boolean
  children: ReactNode
}) {
  return (
    <main
      className={`${css.screen} ${css[props.body]}`}
      aria-label={props.label}
      aria-busy={props.isBusy === true}
      hidden={props.isShown === false}
    >
      <div className={css.bar}>
        <h1 className={css.title} data-screen-title tabIndex={-1}>
          {props.title}
        </h1>
        {props.remark !== undefined && <small className={css.remark}>{props.remark}</small>}
        {props.tools}
      </div>
      <div className={css.body}>{props.children}</div>
    </main>
  )
}
