import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { answerLanguage } from './answers.ts'
import { providerChoice } from './asking.ts'

const automaticFields = {
  enabled: z.boolean(),
  choices: z.array(providerChoice).max(10),
  language: answerLanguage,
  /** Papers that are taken up in a day (UTC) at most; the others wait for the next. */
  papersPerDay: z.int().min(1).max(1_000),
}
const automaticWanted = z.strictObject(automaticFields)
export type AutomaticWanted = z.output<typeof automaticWanted>

/** Whether papers the person adds are analysed by themselves. */
export const automaticAnalysis = z.strictObject({
  ...automaticFields,
  takenToday: z.int(),
  /** New papers that can be read and are not taken up yet. */
  waiting: z.int(),
})
export type AutomaticAnalysis = z.infer<typeof automaticAnalysis>

export const getAutomatic = endpoint({
  name: 'analysis.getAutomatic',
  method: 'GET',
  path: '/api/analyses/automatic',
  access: 'analyses:read',
  summary:
    'Whether papers the asking person adds are analysed by themselves, by whom, and how many in a day.',
  reply: automaticAnalysis,
})

export const changeAutomatic = endpoint({
  name: 'analysis.changeAutomatic',
  method: 'PUT',
  path: '/api/analyses/automatic',
  access: 'analyses:request',
  summary: 'Has papers the asking person adds from now on analysed by themselves, or no longer.',
  body: automaticWanted,
  reply: automaticAnalysis,
})
