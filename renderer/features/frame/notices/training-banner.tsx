import { IconSchool } from '@tabler/icons-react'
import css from '../frame.module.css'

/** Says on every screen that nothing here is real. */
export function TrainingBanner(props: { onLeave: () => void }) {
  return (
    <aside className={css.banner} aria-label="Training mode">
      <IconSchool size={16} stroke={1.8} aria-hidden />
      Training mode: nothing here is real, nothing is sent to Catena
      <button type="button" onClick={props.onLeave}>
        Leave training
      </button>
    </aside>
  )
}
