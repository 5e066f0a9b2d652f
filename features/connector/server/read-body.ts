import type { Readable } from 'node:stream'
import type { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import { readBytes } from '#platform/http/read-bytes.ts'
import { requireShallow } from '#platform/http/shallow.ts'
import { storable } from '#platform/queue/storable.ts'

/** Records of a long list of search results, with their abstracts and notes. */
export const recordsMaxBytes = 20_000_000

/** @throws Problem bad_request for what is no such JSON */
export function parseJson<Shape extends z.ZodType>(text: string, shape: Shape): z.output<Shape> {
  let value: unknown
  try {
    value = text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw new Problem('bad_request', { fault: 'no JSON' })
  }
  requireShallow(value)
  const parsed = shape.safeParse(storable(value))
  if (!parsed.success) throw new Problem('bad_request', { fault: parsed.error.issues[0]?.path.join('.') })
  return parsed.data
}

/** @throws Problem bad_request | body_too_large */
export async function readJson<Shape extends z.ZodType>(
  body: Readable,
  shape: Shape,
  maxBytes = recordsMaxBytes,
): Promise<z.output<Shape>> {
  return parseJson((await readBytes(body, maxBytes)).toString('utf8'), shape)
}
