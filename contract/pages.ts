import { z } from 'zod'

/** Query of a list that is read in keyset pages: stable under inserts, as fast on the last page as on the first. */
export const pageQuery = z.strictObject({
  /** Opaque; from `next` of the page before. Its longest key, 200 characters of a title, takes 1,200 letters. */
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PageQuery = z.infer<typeof pageQuery>

/** One page of a list; `next` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })

/** @returns an opaque cursor that carries the sort key of the last row. */
export function toCursor(parts: readonly (string | number | null)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

const instantText = z.iso.datetime({ offset: true })

/**
 * An instant in a cursor, as the database writes it as text. Only what PostgreSQL reads without a fault passes: a cursor
 * comes back from outside, and a day or an offset that does not exist would fail the statement.
 */
export const cursorInstant = z
  .string()
  .max(40)
  .refine((text) => {
    const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
    return !/^0000|[+-](?:1[6-9]|2\d):\d\d$/.test(iso) && instantText.safeParse(iso).success
  })

/** A whole number of PostgreSQL's `smallint` in a cursor, as text. */
export const cursorSmallint = z
  .string()
  .regex(/^-?\d{1,5}$/)
  .refine((text) => Math.abs(Number(text)) < 2 ** 15)

/** A number of PostgreSQL's `real` from 0 up in a cursor, as text. */
export const cursorReal = z
  .string()
  .regex(/^\d{1,20}(?:\.\d{1,20})?(?:e-\d\d)?$/)
  // Smaller ones than the smallest normal number are out of the type's range.
  .refine((text) => Number(text) === 0 || Number(text) > 2 ** -126)

/** Any text in a cursor that the database can compare with its own. */
export const cursorText = z.string().refine((text) => !text.includes('\0'))

/** @returns the sort key in the cursor, or undefined when the text was not made by {@link toCursor} of these parts. */
export function fromCursor<Parts extends z.ZodType>(
  cursor: string,
  parts: Parts,
): z.output<Parts> | undefined {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return parts.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data
  } catch {
    // Neither base64 nor JSON: no cursor of ours.
    return undefined
  }
}
