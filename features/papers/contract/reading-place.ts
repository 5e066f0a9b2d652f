import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { fileId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

const fileParams = z.strictObject({ fileId })

const placeInFile = {
  /** The page at the upper edge of the reader. */
  page: z.int().min(1).max(1_000_000),
  /** How much of that page is above the edge. */
  share: z.number().min(0).max(1),
}

export const readingPlace = z.strictObject({
  ...placeInFile,
  readAt: instant,
  /** Told last by the session that asks. */
  isOwn: z.boolean(),
})
export type ReadingPlace = z.infer<typeof readingPlace>

export const getReadingPlace = endpoint({
  name: 'papers.getReadingPlace',
  method: 'GET',
  path: '/api/files/:fileId/place',
  access: 'papers:read',
  summary: 'How far the asking person has read a file, on whichever device; null when they never opened it.',
  params: fileParams,
  reply: z.strictObject({ place: readingPlace.nullable() }),
})

export const keepReadingPlace = endpoint({
  name: 'papers.keepReadingPlace',
  method: 'PUT',
  path: '/api/files/:fileId/place',
  access: 'papers:read',
  summary: 'Keeps how far the asking person has read a file; the last word counts.',
  params: fileParams,
  body: z.strictObject(placeInFile),
  reply: readingPlace,
})
