import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'

/**
 * What stands in place of the desk when drawing it fails: without this the page would be blank, and nobody would know
 * whether anything was lost. A class, because React has no other form for it.
 */
export class CrashScreen extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <main role="alert">
        <EmptyState
          icon={<IconAlertTriangle size={40} stroke={1.3} />}
          title="The desk cannot be drawn"
          actions={<Button onClick={() => location.reload()}>Open it again</Button>}
        >
          Everything that was saved is here, what was being typed is kept, and what was to be sent goes on
          being sent. ({error instanceof Error ? error.message : String(error)})
        </EmptyState>
      </main>
    )
  }
}
