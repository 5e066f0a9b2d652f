import { displayAuthors, hasMoreAuthors, yearOf } from '#contract/csl.ts'
import { type ExportedPaper, hashtag, marked } from '#features/exports/server/exports.ts'
import type { HighlightRow } from '../queries.ts'
import { rectsIn } from '../to-highlight.ts'
import type { HighlightWriter } from './annotated.ts'

/**
 * A heading a paper, a block quote a highlight with its citation as pandoc reads it (`[@key, p. 3]`), the comment below as
 * it was written, and then the notes on the paper. The block id at the end of a quote (Obsidian’s) stays the same from export to export.
 */
export const markdownWriter: HighlightWriter = {
  mediaType: 'text/markdown; charset=utf-8',
  extension: 'md',
  hasNotes: true,
  head: '',
  paper: ({ paper, highlights, notes }) =>
    [
      heading(paper),
      ...highlights.map((row) => passage(row, paper.key)),
      ...(notes.length === 0 ? [] : ['### Notes', ...notes.map(below)]),
    ].join('\n\n'),
  between: '\n\n',
  tail: '\n',
}

function heading({ csl, key }: ExportedPaper): string {
  const authors = displayAuthors(csl).map(marked).join(', ')
  const facts = [
    hasMoreAuthors(csl) ? `${authors} et al.` : authors,
    csl['container-title'] === undefined ? '' : `*${marked(csl['container-title'])}*`,
    yearOf(csl)?.toString() ?? '',
    `[@${key}]`,
  ]
  return `## ${marked(csl.title ?? key)}\n\n${facts.filter((fact) => fact !== '').join(' · ')}`
}

function passage(row: HighlightRow, key: string): string {
  const tags = row.tags.map((tag) => ` #${hashtag(tag)}`).join('')
  const lost = row.anchor === 'orphaned' ? ' #orphaned' : ''
  const quote = `> ${marked(row.quote)} [@${key}, ${locator(row)}]${tags}${lost} ^${blockId(row.id)}`
  return row.comment === '' ? quote : `${quote}\n\n${row.comment}`
}

/** As CSL locators are written in pandoc: one page, or from one to another. */
export function locator({ page, rects }: Pick<HighlightRow, 'page' | 'rects'>): string {
  const last = Math.max(page, ...rectsIn(rects).map((rect) => rect.page))
  return last > page ? `pp. ${page}-${last}` : `p. ${page}`
}

/** A note with its headings below that of the notes; what looks like one in code is left as it is. */
function below(note: string): string {
  let fence: string | undefined
  const lines = note.split('\n').map((line) => {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? []
    if (mark !== undefined && fence === undefined) fence = mark
    else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined
    return fence === undefined ? line.replace(/^(#{1,6})(?=\s)/, (level) => `###${level}`.slice(0, 6)) : line
  })
  return lines.join('\n')
}

/** Obsidian’s block ids have letters, digits and hyphens only. */
function blockId(id: string): string {
  return `h-${id.replaceAll('-', '').slice(-12)}`
}
