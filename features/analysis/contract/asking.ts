import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { paperId, runId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { providerId } from '#features/vault/contract.ts'
import { analysisRun, answerLanguage } from './answers.ts'

/** `local`, or the id of one of the asking person's keys. */
export const providerChoice = z.union([z.literal('local'), z.uuid()])
export type ProviderChoice = z.infer<typeof providerChoice>

export const listProviders = endpoint({
  name: 'analysis.listProviders',
  method: 'GET',
  path: '/api/providers',
  access: 'analyses:read',
  summary: 'Who can be asked: the built-in reader first, then the providers the asking person has set up.',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        choice: providerChoice,
        provider: providerId,
        label: z.string(),
        model: z.string().nullable(),
        extractive: z.boolean(),
        /** Since when it stays down, so that it is left alone; null when it is asked at once. */
        leftAloneSince: instant.nullable(),
      }),
    ),
  }),
})

export const requestAnalysis = endpoint({
  name: 'analysis.request',
  method: 'POST',
  path: '/api/papers/:paperId/analyses',
  access: 'analyses:request',
  summary: 'Asks several providers about a paper at once, in the background.',
  params: z.strictObject({ paperId }),
  body: z.strictObject({
    choices: z.array(providerChoice).min(1).max(10),
    language: answerLanguage,
    /** Also where the same question was answered before; that answer is used otherwise, at no cost. */
    fresh: z.boolean().default(false),
  }),
  reply: analysisRun,
  status: 202,
})

export const listRuns = endpoint({
  name: 'analysis.listRuns',
  method: 'GET',
  path: '/api/papers/:paperId/analyses',
  access: 'analyses:read',
  summary: 'What was asked about a paper and answered, newest first.',
  params: z.strictObject({ paperId }),
  reply: z.strictObject({ items: z.array(analysisRun) }),
})

export const getRun = endpoint({
  name: 'analysis.getRun',
  method: 'GET',
  path: '/api/analyses/:runId',
  access: 'analyses:read',
  summary: 'One question with its answers.',
  params: z.strictObject({ runId }),
  reply: analysisRun,
})

/** What an analysis is saved as; `html` is a page made for printing. */
export const exportedAs = z.enum(['markdown', 'json', 'html'])
export type ExportedAs = z.infer<typeof exportedAs>

export const exportRun = endpoint({
  name: 'analysis.exportRun',
  method: 'GET',
  path: '/api/analyses/:runId/export',
  access: 'analyses:read',
  summary:
    'One analysis as a document: its verified claims, each with its page and the citation key of the paper.',
  params: z.strictObject({ runId }),
  query: z.strictObject({
    format: exportedAs.default('markdown'),
    /** Language of the headings; that of the answers unless told. */
    headings: answerLanguage.optional(),
  }),
})
