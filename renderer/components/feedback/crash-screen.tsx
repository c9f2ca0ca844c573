import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { errorText } from '../../../shared/text/error-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { EmptyState } from './empty-state.tsx'

/** Shows the failure when drawing the desk throws, in place of a blank page. React needs a class for this. */
export class CrashScreen extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return <Crashed error={error} />
  }
}

function Crashed({ error }: { error: unknown }) {
  const { t } = useTexts()
  return (
    <main role="alert">
      <EmptyState
        icon={<IconAlertTriangle size={40} stroke={1.3} />}
        title={t('app.boot.crashed')}
        actions={<Button onClick={() => location.reload()}>{t('app.boot.openAgain')}</Button>}
      >
        {t('app.boot.crashedText', { error: errorText(t, error) })}
      </EmptyState>
    </main>
  )
}
