import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** A small text in the second colour: a remark, or what stands where nothing is yet. */
export function QuietText(props: { isInline?: boolean; children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" span={props.isInline === true}>
      {props.children}
    </Text>
  )
}
