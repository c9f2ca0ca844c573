import {
  ActionIcon,
  Button,
  Checkbox,
  Chip,
  type CSSVariablesResolver,
  createTheme,
  Input,
  Menu,
  Modal,
  Switch,
  Tooltip,
} from '@mantine/core'

/**
 * Mantine with the tokens of `theme.css`, which alone holds colours and sizes. Controls are small: a dispatcher looks at
 * sixty rows at a time.
 */
export const theme = createTheme({
  fontFamily: 'var(--dp-font)',
  fontFamilyMonospace: 'var(--dp-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 6,
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs' },
      vars: (_theme, props) => ({
        root: {
          '--button-height': props.size === undefined || props.size === 'xs' ? '30px' : undefined,
          '--button-fz': '13px',
          '--button-padding-x': props.size === 'compact-xs' ? '8px' : '12px',
          ...(props.color === undefined && (props.variant === undefined || props.variant === 'filled')
            ? {
                '--button-bg': 'var(--dp-accent)',
                '--button-hover': 'var(--dp-accent-hover)',
                '--button-color': 'var(--dp-on-accent)',
              }
            : {}),
          ...(props.variant === 'default' ? { '--button-bd': '1px solid var(--dp-line-control)' } : {}),
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'default', size: 30 },
      vars: (_theme, props) => ({
        root: props.variant === 'default' ? { '--ai-bd': '1px solid var(--dp-line-control)' } : {},
      }),
    }),
    Input: Input.extend({ defaultProps: { size: 'xs' } }),
    // Below the field, so that fields beside each other stand in one line whether they have a description or not.
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { size: 'xs', inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    }),
    Chip: Chip.extend({
      vars: () => ({ root: { '--chip-bg': 'var(--dp-accent)', '--chip-color': 'var(--dp-on-accent)' } }),
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', position: 'bottom-start', withInitialFocusPlaceholder: false },
    }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: { duration: 0 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: true } }),
  },
})

const SHARED = {
  '--mantine-color-body': 'var(--dp-bg)',
  '--mantine-color-text': 'var(--dp-text)',
  '--mantine-color-bright': 'var(--dp-text)',
  '--mantine-color-dimmed': 'var(--dp-text-2)',
  '--mantine-color-placeholder': 'var(--dp-text-2)',
  '--mantine-color-anchor': 'var(--dp-accent)',
  '--mantine-color-error': 'var(--dp-bad)',
  '--mantine-color-default': 'var(--dp-raised)',
  '--mantine-color-default-hover': 'var(--dp-hover)',
  '--mantine-color-default-color': 'var(--dp-text)',
  '--mantine-color-default-border': 'var(--dp-line-strong)',
  '--mantine-primary-color-filled': 'var(--dp-accent)',
  '--mantine-primary-color-filled-hover': 'var(--dp-accent-hover)',
  '--mantine-primary-color-contrast': 'var(--dp-on-accent)',
  '--mantine-primary-color-light': 'var(--dp-accent-soft)',
  '--mantine-primary-color-light-color': 'var(--dp-accent)',
  '--mantine-color-blue-filled': 'var(--dp-accent)',
  '--mantine-color-blue-filled-hover': 'var(--dp-accent-hover)',
  '--mantine-color-blue-light': 'var(--dp-accent-soft)',
  '--mantine-color-blue-light-color': 'var(--dp-accent)',
  '--mantine-color-blue-text': 'var(--dp-accent)',
}

/** Sets Mantine's variables to the tokens, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: SHARED, dark: SHARED })
