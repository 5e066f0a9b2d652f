import { z } from 'zod'
import type { CslName } from '#contract/csl.ts'
import { nameInReadingOrder, nameWithComma } from '#contract/person-names.ts'

/** A record of a source in the words of CSL. */
export type MappedRecord = {
  /** For `parseCslItem`, which takes markup off and tells what is wrong. */
  draft: Record<string, unknown>
  keywords: string[]
}

/** Text, or a number as text; anything else counts as absent, so that one odd field does not cost the record. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.trim() || undefined)
  .optional()
  .catch(undefined)

/** A list whose odd members are left out; a single value counts as a list of one. */
export function listOf<T>(item: z.ZodType<T>) {
  return z
    .unknown()
    .optional()
    .transform((value): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]))
    .transform((list) =>
      list.flatMap((each) => {
        const { success, data } = item.safeParse(each)
        return success ? [data] : []
      }),
    )
}

/** Texts that are there, each trimmed. */
export const texts = listOf(text).transform((list) => list.filter((each) => each !== undefined))

/** An object of known fields; `{}` stands for anything else. */
export function fields<T extends z.ZodRawShape>(shape: T) {
  return z
    .unknown()
    .optional()
    .transform((value) => (isRecord(value) ? value : {}))
    .pipe(z.object(shape))
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A person by the parts of the name, an organisation or a name in one piece by `whole`. */
export function nameOf(
  family: string | undefined,
  given: string | undefined,
  whole?: string,
): CslName | undefined {
  if (family !== undefined) return given === undefined ? { family } : { family, given }
  const literal = whole ?? given
  return literal === undefined ? undefined : { literal }
}

/** A person whose name stands in one string, with or without a comma. */
export function personNamed(name: string): CslName | undefined {
  return nameWithComma(name) ?? nameInReadingOrder(name.split(/\s+/))
}

export function pagesOf(first: string | undefined, last: string | undefined): string | undefined {
  return first === undefined || last === undefined || first === last ? (first ?? last) : `${first}-${last}`
}

/** Title and subtitle as one. */
export function wholeTitle(title: string | undefined, subtitle: string | undefined): string | undefined {
  if (title === undefined || subtitle === undefined || title.includes(subtitle)) return title ?? subtitle
  return `${title}${/[:?!.]$/.test(title) ? '' : ':'} ${subtitle}`
}
