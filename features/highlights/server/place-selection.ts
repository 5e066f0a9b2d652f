import type { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import { boxesOf, findFileText } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { storable } from '#platform/queue/storable.ts'
import type { createHighlight, HighlightRect } from '../contract.ts'
import { type Anchor, findPassage, groundOf } from './anchor/anchor.ts'
import { keptOr, offsetUnder, rectsOf, shareInCommon } from './anchor/place-quote.ts'

type Selection = Pick<z.output<typeof createHighlight.body>, 'fileId' | 'quote' | 'rects' | 'page'>

const byPlace = (one: HighlightRect, other: HighlightRect) => one.page - other.page

/**
 * Turns what a person selected into an anchor: the words as they stand in the file's text, on the place that was meant.
 * Words that are not in the text (a formula, a scan) keep the place as it was drawn.
 * @throws Problem file_not_found | quote_not_found when there is neither
 */
export async function placeSelection(
  tx: UserTx,
  given: Selection,
): Promise<{ anchor: Anchor; paperId: string; libraryId: string }> {
  const { fileId, page } = given
  const { quote, rects: drawn } = storable({ quote: given.quote, rects: given.rects.toSorted(byPlace) })
  const first = drawn[0]?.page ?? page
  const last = drawn.at(-1)?.page ?? page
  // A page before and after: for what stands around the quote, and for one that runs over.
  const only =
    first === undefined || last === undefined
      ? undefined
      : { from: first - 1, to: Math.min(first + 20, last + 1) }
  const file = await findFileText(tx, fileId, only)
  if (file === undefined) throw new Problem('file_not_found')
  if (first !== undefined && first > (file.pageCount ?? first)) throw new Problem('quote_not_found')
  const boxes = await boxesOf(
    tx,
    fileId,
    file.pages.map(({ number }) => number),
  )
  const under = drawn[0] && offsetUnder(drawn[0], boxes.get(drawn[0].page) ?? [])
  const at = { page: first ?? 1, offset: under ?? null }
  const found = findPassage(groundOf(file.pages), quote, at)
  const { paperId, libraryId } = file
  const computed = found ? rectsOf(found.spans, boxes) : []
  // Found elsewhere than drawn: the words repeat, and those under the pen are not in the text.
  const isMeant = drawn.length === 0 || shareInCommon(drawn, computed) > 0.2
  const [span] = found?.spans ?? []
  if (found !== undefined && span !== undefined && isMeant) {
    const rects = drawn.length > 0 ? keptOr(drawn, computed) : computed
    const place = { page: span.page, position: span.start, spans: found.spans, rects }
    return { anchor: { state: 'placed', quote: found.quote, ...place }, paperId, libraryId }
  }
  if (drawn.length === 0) throw new Problem('quote_not_found')
  const place = { page: first ?? 1, position: under ?? null, spans: [], rects: drawn }
  return { anchor: { state: 'drawn', quote, ...place }, paperId, libraryId }
}
