import { z } from 'zod'
import { normaliseDoi } from '#contract/identifiers.ts'
import type { Notice } from '../../contract.ts'
import type { Question } from '../asking/ask-source.ts'
import { crossrefToCsl } from '../records/crossref-to-csl.ts'
import { fields, listOf, text } from '../records/mapped-record.ts'
import { type FoundRecord, parseJson, segment, toFound } from './found-record.ts'

const single = z.object({ status: z.literal('ok'), message: z.unknown() })
const list = z.object({ status: z.literal('ok'), message: z.object({ items: z.array(z.unknown()) }) })

const updates = fields({
  'updated-by': listOf(fields({ type: text, DOI: text, updated: fields({ 'date-time': text }) })),
})

/** Types of updates by Crossref's documentation of Crossmark, as what they mean to a reader. */
const kinds: Readonly<Record<string, Notice['kind']>> = {
  retraction: 'retracted',
  partial_retraction: 'retracted',
  removal: 'retracted',
  withdrawal: 'retracted',
  expression_of_concern: 'concern',
  correction: 'corrected',
  corrigendum: 'corrected',
  erratum: 'corrected',
  addendum: 'corrected',
}

/** What was published about a work afterwards; notices of Retraction Watch come the same way. */
function noticesOf(message: unknown): Notice[] {
  return updates.parse(message)['updated-by'].flatMap((each): Notice[] => {
    const kind = kinds[(each.type ?? '').toLowerCase().replaceAll(/[\s-]/g, '_')]
    if (kind === undefined) return []
    const date = each.updated['date-time']?.slice(0, 10) ?? null
    return [{ kind, doi: each.DOI === undefined ? null : (normaliseDoi(each.DOI) ?? null), date }]
  })
}

function readWork(message: unknown): FoundRecord | undefined {
  return toFound(crossrefToCsl(message), { notices: noticesOf(message) })
}

const mailTo = (email: string | undefined, joint: '?' | '&') =>
  email === undefined ? '' : `${joint}mailto=${encodeURIComponent(email)}`

/** The work of a DOI. */
export function crossrefWork(doi: string, email: string | undefined): Question<FoundRecord> {
  return {
    source: 'crossref',
    key: `doi:${doi}`,
    path: `/v1/works/${segment(doi)}${mailTo(email, '?')}`,
    read(body) {
      const reply = single.safeParse(parseJson(body))
      return reply.success ? readWork(reply.data.message) : undefined
    },
  }
}

/** The five works most like a reference. */
export function crossrefSearch(reference: string, email: string | undefined): Question<FoundRecord[]> {
  const query = reference.slice(0, 500)
  return {
    source: 'crossref',
    key: `search:${query}`.slice(0, 700),
    path: `/v1/works?query.bibliographic=${encodeURIComponent(query)}&rows=5${mailTo(email, '&')}`,
    read(body) {
      const reply = list.safeParse(parseJson(body))
      if (!reply.success) return undefined
      return reply.data.message.items.map(readWork).filter((found) => found !== undefined)
    },
  }
}
