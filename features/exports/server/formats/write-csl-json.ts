import type { ExportedPaper, Writer } from './exported.ts'

/** CSL-JSON (the citation-style-language schema 1.0.2): one array, a record at a time, the key as id. */
export const cslJsonWriter: Writer = {
  mediaType: 'application/vnd.citationstyles.csl+json; charset=utf-8',
  extension: 'json',
  head: () => '[\n',
  paper: (paper) => JSON.stringify(toCslJson(paper), undefined, 2),
  between: ',\n',
  tail: '\n]\n',
}

/** The record as other programs take it, with its key and its tags. */
export function toCslJson({ csl, key, tags }: ExportedPaper): Record<string, unknown> {
  const keyword = keywordOf(tags)
  return { ...csl, id: key, 'citation-key': key, ...(keyword === '' ? {} : { keyword }) }
}

/** CSL has one string for all keywords; with a comma in one of them, a semicolon parts them. */
function keywordOf(tags: readonly string[]): string {
  if (!tags.some((tag) => tag.includes(','))) return tags.join(', ')
  return tags.length === 1 ? `${tags[0]};` : tags.join('; ')
}
