import { IconSchool } from '@tabler/icons-react'
import { useTexts } from '../../../components/display/texts.tsx'
import css from './training-banner.module.css'

/** Says on every screen that the workspace is the training one. */
export function TrainingBanner(props: { onLeave: () => void }) {
  const { t } = useTexts()
  return (
    <aside className={css.banner} aria-label={t('frame.training.label')}>
      <IconSchool size={16} stroke={1.8} aria-hidden />
      {t('frame.training.banner')}
      <button type="button" className={css.leave} onClick={props.onLeave}>
        {t('frame.training.leave')}
      </button>
    </aside>
  )
}
