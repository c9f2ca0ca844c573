import { Button, Group, Modal } from '@mantine/core'
import { type FormEvent, type ReactNode, type RefObject, useEffect, useState } from 'react'
import { useTexts } from '../../components/display/texts.tsx'
import { rowsOnScreen } from '../keyboard/rows-focus.ts'

/**
 * A dialog with one question. Enter confirms and Escape closes. As it unmounts, the focus goes back to the element that had
 * it before, or to the rows when that element is gone; the modal itself restores the focus only when it is closed.
 */
export function Ask(props: {
  title: string
  confirm: string
  isDisabled?: boolean
  isDangerous?: boolean
  /** Takes the focus afterwards; for a dialog that was opened from something that is gone by then, such as the palette. */
  returnTo?: RefObject<HTMLElement | null>
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}) {
  const { returnTo } = props
  const { t } = useTexts()
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const isThere = opener?.isConnected === true && opener !== document.body
      const target = returnTo?.current ?? (isThere ? opener : rowsOnScreen())
      if (target instanceof HTMLElement && target.isConnected) target.focus()
    },
    [returnTo, opener],
  )
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    if (props.isDisabled !== true) props.onConfirm()
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={<b>{props.title}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={onSubmit}>
        {props.children}
        <Group justify="flex-end" gap={8} mt="md">
          <Button variant="default" onClick={props.onClose}>
            {t('app.close')}
          </Button>
          <Button
            type="submit"
            disabled={props.isDisabled === true}
            {...(props.isDangerous === true ? { color: 'red.8' } : {})}
          >
            {props.confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
