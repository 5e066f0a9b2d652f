import type { CslItem } from '#contract/csl.ts'
import { fieldOf, hasField, type RecordField, recordFields, withField } from '#contract/record-fields.ts'
import type { Origin } from '#features/papers/server/papers.ts'
import { type Notice, type PaperSource, type SourceName, sourceName } from '../../contract.ts'
import { priorities } from './priorities.ts'

type Said = Pick<PaperSource, 'source' | 'csl' | 'confidence'>
type Standing = { readonly csl: CslItem; readonly origins: Readonly<Record<string, Origin>> }

/**
 * Whether a field stays as it is: a person said or chose it, or it came with their own bibliography. What a reader took from
 * a page, what a file was named, and what a source said before makes way.
 */
export function isSettled(origin: Origin | undefined, isThere: boolean): boolean {
  if (origin?.chosen === true || origin?.source === 'person') return true
  // Of records from before origins were kept for it: it came with a bibliography.
  return (origin === undefined || origin.source === 'bibliography') && isThere
}

/**
 * One record out of what the sources say and what stands there: field by field the first source in the order of
 * {@link priorities} that says something, with where each field came from.
 */
export function resolveRecord(standing: Standing, said: readonly Said[]): Standing {
  const bySource = new Map(said.map((each) => [each.source, each]))
  let csl = standing.csl
  const origins: Record<string, Origin> = { ...standing.origins }
  for (const field of recordFields) {
    if (isSettled(origins[field], hasField(csl, field))) continue
    const best = bestOf(field, bySource)
    if (best === undefined && isOrphaned(field, origins[field], bySource)) {
      csl = withField(csl, field, {})
      delete origins[field]
    }
    if (best === undefined || yieldsNothing(field, standing, best)) continue
    csl = withField(csl, field, fieldOf(best.csl, field))
    origins[field] = { source: best.source, confidence: best.confidence }
  }
  return { csl, origins }
}

function bestOf(field: RecordField, bySource: ReadonlyMap<SourceName, Said>): Said | undefined {
  return priorities[field]
    .map((source) => bySource.get(source))
    .find((each) => each !== undefined && hasField(each.csl, field))
}

/** What a source said of an identifier that was taken away since; a record keeps its type and title all the same. */
function isOrphaned(
  field: RecordField,
  origin: Origin | undefined,
  bySource: ReadonlyMap<SourceName, Said>,
): boolean {
  const source = sourceName.safeParse(origin?.source)
  return field !== 'type' && field !== 'title' && source.success && !bySource.has(source.data)
}

/** arXiv's own DOI is no better than a published one that stands there already. */
function yieldsNothing(field: RecordField, { csl }: Standing, best: Said): boolean {
  return field === 'doi' && best.source === 'arxiv' && csl.DOI !== undefined
}

const gravity = ['retracted', 'concern', 'corrected'] as const

/** The gravest of what became known of a work. */
export function gravestOf(notices: readonly Notice[]): Notice['kind'] | null {
  return gravity.find((kind) => notices.some((each) => each.kind === kind)) ?? null
}
