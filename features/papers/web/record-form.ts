import type { CallOf } from '#contract/endpoint.ts'
import type { correctPaper, PaperDetail } from '../contract.ts'

/** The record as it stands in the fields of the form; authors one a line. */
export type RecordForm = Readonly<Record<'title' | 'authors' | 'year' | 'venue' | 'doi' | 'abstract', string>>

type Change = CallOf<typeof correctPaper>['body']

export function toRecordForm(paper: PaperDetail): RecordForm {
  return {
    title: paper.title,
    authors: paper.authors.join('\n'),
    year: paper.year === null ? '' : String(paper.year),
    venue: paper.venue ?? '',
    doi: paper.doi ?? '',
    abstract: paper.abstract ?? '',
  }
}

/** Only what was changed, so that the rest keeps its origin; an emptied field is null. */
export function changesOf(before: RecordForm, after: RecordForm): Change {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const isChanged = (name: keyof RecordForm) => before[name].trim() !== after[name].trim()
  return {
    ...(isChanged('title') ? { title: after.title } : {}),
    ...(isChanged('authors') ? { authors: linesOf(after.authors) } : {}),
    ...(isChanged('year') ? { year: after.year === '' ? null : Number(after.year) } : {}),
    ...(isChanged('venue') ? { venue: orNull(after.venue) } : {}),
    ...(isChanged('doi') ? { doi: orNull(after.doi) } : {}),
    ...(isChanged('abstract') ? { abstract: orNull(after.abstract) } : {}),
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
