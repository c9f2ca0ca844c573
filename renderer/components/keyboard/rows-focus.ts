/** The rows of the board, which take the focus of an element that is removed; `null` while no board is on screen. */
export function rowsOnScreen(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="grid"]')
}
