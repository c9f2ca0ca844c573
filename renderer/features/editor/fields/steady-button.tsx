import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'

/** What a {@link SteadyButton} is given. */
export interface SteadyButtonProps extends Omit<ButtonProps, 'disabled'> {
  /** True while the button does nothing. */
  readonly isOff: boolean
  /** True where a double click counts as one press: the second click would meet a button that the first has brought, as of a copy. */
  readonly isOncePerDoubleClick?: boolean
  readonly 'aria-keyshortcuts'?: string
  onPress(): void
  readonly children: ReactNode
}

/**
 * A button that keeps the focus when pressing it switches it off, as a save does. The browser takes the focus from a
 * `disabled` button, and the next Tab then starts at the top of the window.
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
