/** The rows of the board, which take the keyboard when what had it has gone; `null` while no board is on screen. */
export function rowsOnScreen(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="grid"]')
}
