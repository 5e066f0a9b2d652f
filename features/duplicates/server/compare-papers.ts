import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { type CslItem, cslDate, cslName, displayName } from '#contract/csl.ts'
import type { PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { ComparedField, comparePapers as comparePapersEndpoint } from '../contract.ts'
import { requirePair, toSide } from './sides.ts'

/** They name the entry within the file it came from, and nothing of the work. */
const ofTheEntry = new Set(['id', 'citation-key'])

/** In this order on screen; others follow by name. */
const firstFields = ['title', 'author', 'issued', 'container-title', 'type', 'DOI', 'volume', 'issue', 'page']

const longestShown = 600

const isSaid = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** A field's value as a person reads it. */
function shown(value: unknown): string | null {
  if (!isSaid(value)) return null
  const names = cslName.array().safeParse(value)
  if (names.success) return names.data.map(displayName).join('; ').slice(0, longestShown)
  const date = cslDate.safeParse(value)
  if (date.success) {
    const [from, to] = (date.data['date-parts'] ?? []).map((parts) => parts.join('-'))
    return [from, to].filter(Boolean).join('/') || date.data.literal || date.data.raw || JSON.stringify(value)
  }
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longestShown)
}

/** The CSL fields in which two records differ. */
export function differingFields(one: CslItem, other: CslItem): string[] {
  const [ours, theirs]: Readonly<Record<string, unknown>>[] = [one, other]
  const place = (name: string) =>
    firstFields.includes(name) ? firstFields.indexOf(name) : firstFields.length
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => !ofTheEntry.has(name))
    .filter((name) => isSaid(ours?.[name]) || isSaid(theirs?.[name]))
    .filter((name) => !isDeepStrictEqual(ours?.[name], theirs?.[name]))
    .toSorted((left, right) => place(left) - place(right) || left.localeCompare(right))
}

/** The CSL fields that one record lacks and another has. */
export function lackingFields(own: CslItem, other: CslItem): string[] {
  const ours: Readonly<Record<string, unknown>> = own
  return differingFields(own, other).filter((name) => !isSaid(ours[name]))
}

/**
 * Two papers side by side.
 * @throws Problem paper_not_found | papers_not_mergeable
 */
export async function comparePapers(
  tx: UserTx,
  ids: readonly [PaperId, PaperId],
): Promise<z.input<typeof comparePapersEndpoint.reply>> {
  const [one, other] = await requirePair(tx, ids)
  const [ours, theirs]: Readonly<Record<string, unknown>>[] = [one.csl, other.csl]
  const fields = differingFields(one.csl, other.csl).map((name): ComparedField => {
    return { name, values: [shown(ours?.[name]), shown(theirs?.[name])] }
  })
  return { papers: [toSide(one.row), toSide(other.row)], fields }
}
