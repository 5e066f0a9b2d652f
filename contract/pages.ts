import { z } from 'zod'

/** Query of a list that is read in keyset pages: stable under inserts, as fast on the last page as on the first. */
export const pageQuery = z.strictObject({
  /** Opaque; from `next` of the page before. */
  cursor: z.string().max(500).optional(),
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

const cursorParts = z.array(z.union([z.string(), z.number(), z.null()])).max(8)

/** @returns the sort key in the cursor, or undefined when the text was not made by {@link toCursor}. */
export function fromCursor(cursor: string): (string | number | null)[] | undefined {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return cursorParts.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined
  }
}
