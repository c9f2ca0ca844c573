import { Select } from '@mantine/core'

/** A setting that is always one of a few values. */
export function Choice<Value extends string>(props: {
  /** Space above it, as Mantine's `mt`. */
  mt?: number
  label: string
  description?: string | null
  choices: readonly { readonly value: Value; readonly label: string }[]
  value: Value
  isOff: boolean
  onChange(value: Value): void
}) {
  const { choices } = props
  return (
    <Select
      {...(props.mt === undefined ? {} : { mt: props.mt })}
      label={props.label}
      description={props.description ?? undefined}
      data={[...choices]}
      value={props.value}
      allowDeselect={false}
      disabled={props.isOff}
      onChange={(value) => {
        const chosen = choices.find((each) => each.value === value)
        if (chosen !== undefined) props.onChange(chosen.value)
      }}
    />
  )
}
