import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

/** A button of a notice. Pressing it removes the notice, so the focus goes to the editor first. */
export function NoticeButton(props: {
  disabled?: boolean
  title?: string | undefined
  onClick(): void
  children: ReactNode
}) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      disabled={props.disabled === true}
      title={props.title}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[data-editor]')?.focus()
        props.onClick()
      }}
    >
      {props.children}
    </Button>
  )
}
