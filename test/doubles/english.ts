import { en } from '../../shared/text/en/en.ts'
import { createTexts } from '../../shared/text/texts.ts'

/** The texts of English, for what takes texts as a parameter. */
export const english = createTexts('en', en)
