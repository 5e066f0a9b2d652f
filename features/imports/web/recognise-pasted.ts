import {
  normaliseArxivId,
  normaliseDoi,
  normaliseIsbn,
  normalisePmcid,
  normalisePmid,
} from '#contract/identifiers.ts'

export type IdentifierKind = 'doi' | 'arxiv' | 'pmid' | 'isbn' | 'url'

/** What a pasted text looks like, said while it is typed; the server reads it for itself. */
export type Recognised =
  | { readonly kind: 'nothing' | 'unknown' }
  | { readonly kind: 'bibliography'; readonly format: string; readonly count: number }
  | { readonly kind: 'identifiers'; readonly lines: readonly string[]; readonly counts: Counts }

type Counts = readonly (readonly [IdentifierKind, number])[]

/** Formats by what each of their entries begins with. */
const formats: readonly { readonly name: string; readonly entry: RegExp }[] = [
  { name: 'BibTeX', entry: /^[ \t]*@(?!comment\b|string\b|preamble\b)[a-z]+\s*[{(]/gim },
  { name: 'RIS', entry: /^TY {1,2}- /gm },
  { name: 'MEDLINE', entry: /^PMID ?- /gm },
  { name: 'EndNote XML', entry: /<record>/g },
  { name: 'PubMed XML', entry: /<PubmedArticle[ >]/g },
  { name: 'Zotero RDF', entry: /<(?:bib:[A-Z]|rdf:Description)[^>]*>/g },
]

function countOfJson(text: string): number | undefined {
  if (!/^[[{]/.test(text)) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed.length : 1
  } catch {
    return undefined
  }
}

const kinds: readonly (readonly [IdentifierKind, (line: string) => unknown])[] = [
  ['doi', normaliseDoi],
  ['arxiv', normaliseArxivId],
  ['isbn', normaliseIsbn],
  ['pmid', (line) => normalisePmcid(line) ?? normalisePmid(line)],
  ['url', (line) => (/^https?:\/\/\S+$/i.test(line) ? line : undefined)],
]

function kindOf(line: string): IdentifierKind | undefined {
  return kinds.find(([, read]) => read(line) !== undefined)?.[0]
}

/** Says whether a text is a bibliography, a list of identifiers with one a line, or neither. */
export function recognisePasted(text: string): Recognised {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'nothing' }
  const jsonCount = countOfJson(trimmed)
  if (jsonCount !== undefined) return { kind: 'bibliography', format: 'JSON', count: jsonCount }
  for (const { name, entry } of formats) {
    const count = trimmed.match(entry)?.length ?? 0
    if (count > 0) return { kind: 'bibliography', format: name, count }
  }
  const lines = trimmed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const found = lines.map(kindOf)
  if (found.includes(undefined)) return { kind: 'unknown' }
  const counts = kinds
    .map(([kind]) => [kind, found.filter((each) => each === kind).length] as const)
    .filter(([, count]) => count > 0)
  return { kind: 'identifiers', lines, counts }
}
