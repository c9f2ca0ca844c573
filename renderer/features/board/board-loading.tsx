import { Skeleton } from '@mantine/core'
import { useTexts } from '../../components/display/texts.tsx'
import css from './board.module.css'

/**
 * The board before it has rows. Still, not pulsing: where the processor paints, an animation takes from the reading what
 * it is there to bridge.
 */
export function BoardLoading({ readCount }: { readCount: number }) {
  const { t } = useTexts()
  return (
    <div className={css.board} aria-busy="true">
      <div className={css.bar}>
        {readCount > 0 && <span className={css.total}>{t('board.reading', { count: readCount })}</span>}
      </div>
      <div className={css.skeleton}>
        {Array.from({ length: 12 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal lines have nothing else
          <Skeleton key={index} height={18} radius={4} animate={false} />
        ))}
      </div>
    </div>
  )
}
