import type { steps } from '../text/en/steps.ts'

/** What a person did, by the key of its name in the catalog. */
export type StepCode = Exclude<keyof typeof steps, 'unnamed'>

/**
 * Name of a step as the undo stack and the history store it: a code and what the name says besides. The sentence is made
 * when it is shown, in the language of the screen. See `step-text.ts`.
 */
export interface StepLabel {
  readonly code: StepCode
  /** Reference of the one workflow of the step; left out for several, `''` for a workflow without one. */
  readonly reference?: string
  /** How many workflows, drafts or rows the step is about. */
  readonly count?: number
  /** What was set, or the name of a file, a template or a view. A workflow status is stored as its code. */
  readonly value?: string
  readonly newValue?: string
  readonly minutes?: number
  readonly days?: number
  /** `YYYY-MM-DD`. */
  readonly day?: string
  /** The step that was undone or redone. */
  readonly step?: StoredLabel
}

/** As stored: records from before labels had codes hold a sentence, which is shown as it is. */
export type StoredLabel = string | StepLabel
