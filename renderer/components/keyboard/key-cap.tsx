import css from './key-cap.module.css'

/** The keys of a command as they stand on a keyboard, in the colour of the text around them. */
export function KeyCap(props: { keys: string; className?: string; isHidden?: boolean }) {
  return (
    <kbd aria-hidden={props.isHidden === true} className={`${css.key} ${props.className ?? ''}`}>
      {props.keys}
    </kbd>
  )
}
