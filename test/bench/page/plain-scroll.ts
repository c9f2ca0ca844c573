const ROW_PX = 30
const OVERSCAN = 12
const CELLS = 10

/**
 * Milliseconds of each frame while a bare list scrolls as the board is made to: as many rows and cells in sight, each only
 * made when it comes into sight, by nothing but the DOM. What this computer's painting takes at least.
 */
export async function plainScroll(count: number, frames: number, stepPx: number): Promise<number[]> {
  const box = document.createElement('div')
  box.style.cssText =
    'position:fixed;inset:74px 0 26px 148px;overflow:auto;contain:strict;font:13px sans-serif'
  const body = document.createElement('div')
  body.style.cssText = `position:relative;height:${count * ROW_PX}px`
  box.append(body)
  document.body.append(box)
  const shown = new Map<number, HTMLElement>()
  function draw(): void {
    const first = Math.max(0, Math.floor(box.scrollTop / ROW_PX) - OVERSCAN)
    const last = Math.min(count, first + Math.ceil(box.clientHeight / ROW_PX) + 2 * OVERSCAN)
    for (const [index, row] of shown) {
      if (index >= first && index < last) continue
      row.remove()
      shown.delete(index)
    }
    for (let index = first; index < last; index += 1) {
      if (shown.has(index)) continue
      const row = rowOf(index)
      shown.set(index, row)
      body.append(row)
    }
  }
  draw()
  box.addEventListener('scroll', draw)
  const times: number[] = []
  let before = await new Promise<number>(requestAnimationFrame)
  for (let frame = 0; frame < frames; frame += 1) {
    box.scrollTop += stepPx
    const now = await new Promise<number>((resolve) =>
      requestAnimationFrame(() => resolve(performance.now())),
    )
    times.push(now - before)
    before = now
  }
  box.remove()
  return times.slice(1)
}

function rowOf(index: number): HTMLElement {
  const row = document.createElement('div')
  row.style.cssText = `position:absolute;inset-inline:0;height:${ROW_PX}px;transform:translateY(${index * ROW_PX}px);display:grid;grid-template-columns:repeat(${CELLS},1fr);border-bottom:1px solid #ddd`
  for (let cell = 0; cell < CELLS; cell += 1) {
    const text = document.createElement('span')
    text.textContent = `${index} cell ${cell}`
    row.append(text)
  }
  return row
}
