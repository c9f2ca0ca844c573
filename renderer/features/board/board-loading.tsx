import { Skeleton } from '@mantine/core'
import { useTexts } from '../../components/display/texts.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import css from './board-loading.module.css'

/** The board before it has rows. The lines do not pulse: drawing that would slow the reading down. */
export function BoardLoading({ readCount }: { readCount: number }) {
  const { t } = useTexts()
  return (
    <ScreenPage
      label={t('board.title')}
      title={readCount > 0 ? t('board.reading', { count: readCount }) : t('board.title')}
      body="fill"
      isBusy
    >
      <div className={css.lines}>
        {Array.from({ length: 12 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal lines have nothing else
          <Skeleton key={index} height={18} radius={4} animate={false} />
        ))}
      </div>
    </ScreenPage>
  )
}
