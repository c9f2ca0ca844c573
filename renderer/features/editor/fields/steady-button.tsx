import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'

/** What a {@link SteadyButton} is given. */
export interface SteadyButtonProps extends Omit<ButtonProps, 'disabled'> {
  /** True while pressing it does nothing. */
  readonly isOff: boolean
  /** True where a double click is one press: the second would meet what the first has made, such as a copy's button. */
  readonly isOncePerDoubleClick?: boolean
  readonly 'aria-keyshortcuts'?: string
  onPress(): void
  readonly children: ReactNode
}

/**
 * A button that keeps the focus when pressing it switches it off, as a save does: a `disabled` one hands the focus to
 * the page, and the next Tab starts at the top of the window.
 */
export function SteadyButton({ isOff, isOncePerDoubleClick, onPress, ...rest }: SteadyButtonProps) {
  return (
    <Button
      {...rest}
      aria-disabled={isOff}
      data-disabled={isOff}
      onClick={({ detail }) => {
        if (!isOff && !(isOncePerDoubleClick === true && detail > 1)) onPress()
      }}
    />
  )
}
