import { toInstant } from '#contract/time.ts'
import type { ExportedPaper } from '#features/exports/server/exports.ts'
import type { HighlightRow } from '../queries.ts'
import { rectsIn } from '../to-highlight.ts'
import type { HighlightWriter } from './annotated.ts'

/**
 * W3C Web Annotations (Recommendation of 2017-02-23), one collection with one page of them. Words are a text quote
 * selector; pages and rectangles a fragment selector as RFC 8118 writes fragments of a PDF, in points from the lower left.
 */
export const jsonldWriter: HighlightWriter = {
  mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
  extension: 'jsonld',
  // An annotation has a target in the paper; a note has none.
  hasNotes: false,
  head: '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","first":{"type":"AnnotationPage","startIndex":0,"items":[\n',
  paper: ({ paper, highlights }) =>
    highlights.map((row) => JSON.stringify(annotation(row, paper))).join(',\n'),
  between: ',\n',
  tail: '\n]}}\n',
}

function annotation(row: HighlightRow, { key, csl }: ExportedPaper) {
  const body = [
    ...(row.comment === ''
      ? []
      : [{ type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: row.comment }]),
    ...row.tags.map((value) => ({ type: 'TextualBody', purpose: 'tagging', value })),
  ]
  return {
    id: `urn:uuid:${row.id}`,
    type: 'Annotation',
    motivation: row.comment === '' ? 'highlighting' : 'commenting',
    created: toInstant(row.created_at),
    modified: toInstant(row.updated_at),
    creator: { id: `urn:uuid:${row.user_id}`, type: 'Person', name: row.author_name ?? '' },
    ...(body.length > 0 && { body }),
    target: {
      source: sourceOf(row, key, csl),
      styleClass: `highlight-${row.colour}`,
      selector: selectors(row),
    },
  }
}

/** The file by its id here; with the work it is a copy of, by which others know it. */
function sourceOf(row: HighlightRow, key: string, { title, DOI }: ExportedPaper['csl']) {
  return {
    id: `urn:uuid:${row.file_id ?? row.paper_id}`,
    type: 'Text',
    format: 'application/pdf',
    label: title ?? key,
    'dcterms:identifier': key,
    ...(DOI && { canonical: `https://doi.org/${DOI}` }),
  }
}

function selectors(row: HighlightRow) {
  const rects = rectsIn(row.rects)
  const round = (points: number) => Math.round(points * 100) / 100
  const places = rects.map(({ page, x, y, width, height }) => {
    // RFC 8118: left, right, top, bottom.
    const sides = [x, x + width, y + height, y].map(round).join(',')
    return `page=${page}&highlight=${sides}`
  })
  return [
    { type: 'TextQuoteSelector', exact: row.quote, prefix: row.prefix, suffix: row.suffix },
    ...(places.length > 0 ? places : [`page=${row.page}`]).map((value) => ({
      type: 'FragmentSelector',
      conformsTo: 'http://tools.ietf.org/rfc/rfc8118',
      value,
    })),
  ]
}
