import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { PaperId, UserId } from '#contract/ids.ts'
import { readPapers } from '#features/exports/server/exports.ts'
import { portableNotesOf } from '#features/notes/server/notes.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import type { HighlightFilter, HighlightFormat } from '../contract.ts'
import type { AnnotatedPaper, HighlightWriter } from './formats/annotated.ts'
import { jsonldWriter } from './formats/write-jsonld.ts'
import { markdownWriter } from './formats/write-markdown.ts'
import { toNarrowing } from './highlights.ts'
import { type Narrowing, selectOfPapers, selectPapersOf } from './queries.ts'

const writers: Readonly<Record<HighlightFormat, HighlightWriter>> = {
  markdown: markdownWriter,
  jsonld: jsonldWriter,
}

/** How a format is called outside. */
export function kindOf(format: HighlightFormat): Pick<HighlightWriter, 'mediaType' | 'extension'> {
  return writers[format]
}

/** Papers read at once: a short transaction each. */
const batchSize = 100

/**
 * The highlights of an export as they are written, paper by paper, with the notes where the format has a place for them and
 * nothing is asked of the highlights themselves; only papers that have some get their keys pinned.
 * @throws Problem paper_not_found
 */
export async function openHighlights(
  house: House,
  userId: UserId,
  { format, filter }: { readonly format: HighlightFormat; readonly filter: Partial<HighlightFilter> },
): Promise<Readable> {
  const narrowing = toNarrowing(filter)
  const withNotes = writers[format].hasNotes && !asksOfMarks(narrowing)
  const paperIds = await house.database.asUser(userId, async (tx) => {
    if (filter.paperId) await requirePaper(tx, filter.paperId)
    return selectPapersOf(tx, narrowing, withNotes)
  })
  const papers = annotated(house, userId, { narrowing, paperIds, withNotes })
  return Readable.from(write(writers[format], papers), { objectMode: false })
}

async function* write(
  writer: HighlightWriter,
  papers: AsyncIterable<AnnotatedPaper>,
): AsyncGenerator<string> {
  let before = writer.head
  for await (const paper of papers) {
    yield before + writer.paper(paper)
    before = writer.between
    // A paper with a thousand highlights takes a few milliseconds; others of this process go in between.
    await setImmediate()
  }
  yield (before === writer.between ? '' : before) + writer.tail
}

/** Whether something is asked that only a highlight can have. */
function asksOfMarks({ colour, tag, anchor, words }: Narrowing): boolean {
  return colour !== undefined || tag !== undefined || anchor !== undefined || words.length > 0
}

type Wanted = {
  readonly narrowing: Narrowing
  readonly paperIds: readonly PaperId[]
  readonly withNotes: boolean
}

async function* annotated(
  house: House,
  userId: UserId,
  { narrowing, paperIds, withNotes }: Wanted,
): AsyncGenerator<AnnotatedPaper> {
  for (let at = 0; at < paperIds.length; at += batchSize) {
    const ids = paperIds.slice(at, at + batchSize)
    const { rows, notesOf } = await house.database.asUser(userId, async (tx) => ({
      rows: await selectOfPapers(tx, narrowing, ids),
      notesOf: withNotes ? await portableNotesOf(tx, ids, narrowing) : new Map<string, string[]>(),
    }))
    const ofPaper = Map.groupBy(rows, (row): string => row.paper_id)
    for await (const papers of readPapers(house, userId, { ids })) {
      for (const paper of papers) {
        const [highlights, notes] = [ofPaper.get(paper.id) ?? [], notesOf.get(paper.id) ?? []]
        // Taken away since the list was made.
        if (highlights.length + notes.length > 0) yield { paper, highlights, notes }
      }
    }
  }
}
