import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { providerKeyId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { meaningProblem } from './contract/problems.ts'

export { meaningProblemWords } from './contract/problem-words.ts'
export { type MeaningProblem, meaningProblem } from './contract/problems.ts'

const amount = z.int().min(0)
const model = z.string().trim().min(1).max(200)

/** What is left to ask for, by list prices; the cost is null where no price is known. */
const work = z.strictObject({ papers: amount, tokens: amount, costMicroUsd: amount.nullable() })

/** Who makes vectors of the asking person's libraries, and how far that is. */
export const meaningState = z.strictObject({
  source: z
    .strictObject({
      /** Null: the provider was forgotten. */
      keyId: providerKeyId.nullable(),
      label: z.string().nullable(),
      model,
      readsTexts: z.boolean(),
      dimensions: z.int().nullable(),
      chosenAt: instant,
    })
    .nullable(),
  /** `off`: nobody was chosen. `failing`: it is tried again by itself, or when it is started. */
  state: z.enum(['off', 'building', 'ready', 'stopped', 'failing']),
  problem: z.strictObject({ code: meaningProblem, at: instant }).nullable(),
  papers: z.strictObject({ all: amount, done: amount }),
  passages: amount,
  /** What the vectors and their signs take in the database. */
  sizeBytes: amount,
  left: work,
  /** Since the source was chosen. */
  spent: z.strictObject({ tokens: amount, costMicroUsd: amount.nullable() }),
  /** Providers that can be asked, with models that are known to be of use. */
  offered: z.array(z.strictObject({ keyId: providerKeyId, label: z.string(), models: z.array(z.string()) })),
})
export type MeaningState = z.infer<typeof meaningState>

export const getMeaning = endpoint({
  name: 'meaning.get',
  method: 'GET',
  path: '/api/search/embeddings',
  access: 'papers:read',
  summary:
    'Who makes vectors for the search by meaning in the libraries the asking person owns, and how far that is.',
  reply: meaningState,
})

const wanted = { keyId: providerKeyId, model, readsTexts: z.boolean() }

export const estimateMeaning = endpoint({
  name: 'meaning.estimate',
  method: 'POST',
  path: '/api/search/embeddings/estimate',
  access: 'keys:read',
  summary: 'What a source would be sent of the libraries the asking person owns, and at what cost.',
  body: z.strictObject(wanted),
  reply: work,
})

export const chooseMeaning = endpoint({
  name: 'meaning.choose',
  method: 'PUT',
  path: '/api/search/embeddings',
  access: 'keys:write',
  summary:
    'Chooses who makes the vectors: it is asked for one first, and refused when it gives none. Then all papers are sent, in the background.',
  body: z.strictObject(wanted),
  reply: meaningState,
})
export type MeaningWanted = z.output<typeof chooseMeaning.body>

export const controlMeaning = endpoint({
  name: 'meaning.control',
  method: 'POST',
  path: '/api/search/embeddings/control',
  access: 'keys:write',
  summary: 'Starts or stops the making of vectors, or begins it anew.',
  body: z.strictObject({ act: z.enum(['start', 'stop', 'rebuild']) }),
  reply: meaningState,
})

export const removeMeaning = endpoint({
  name: 'meaning.remove',
  method: 'DELETE',
  path: '/api/search/embeddings',
  access: 'keys:write',
  summary: 'Switches the search by meaning off and forgets all vectors of the libraries one owns.',
  reply: z.strictObject({}),
})
