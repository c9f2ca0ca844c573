import { Button, Group, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'

/** A small question that has the keyboard until it is answered: Enter confirms, Escape closes. */
export function Ask(props: {
  title: string
  confirm: string
  isDisabled?: boolean
  isDangerous?: boolean
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}) {
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    if (props.isDisabled !== true) props.onConfirm()
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={<b>{props.title}</b>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={onSubmit}>
        {props.children}
        <Group justify="flex-end" gap={8} mt="md">
          <Button variant="default" onClick={props.onClose}>
            Close
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
