import {
  findArxivIds,
  findDois,
  type Identifier,
  type IdentifierKind,
  identifierKinds,
  parseIdentifier,
} from '#contract/identifiers.ts'

export type IdentifierCounts = readonly (readonly [IdentifierKind, number])[]

/** What a pasted text looks like, said while it is typed; the server reads it for itself. */
export type Recognised = {
  /** The part that is references in a format that is read; empty when there is none. */
  readonly references: string
  readonly format: string
  readonly entryCount: number
  /** What stands for a work by itself, each once, in its order. */
  readonly identifiers: readonly string[]
  readonly counts: IdentifierCounts
  /** Lines beside identifiers in which nothing was found. */
  readonly idleLineCount: number
}

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

function formatOf(text: string): { readonly format: string; readonly entryCount: number } | undefined {
  const jsonCount = countOfJson(text)
  if (jsonCount !== undefined) return { format: 'JSON', entryCount: jsonCount }
  for (const { name, entry } of formats) {
    const entryCount = text.match(entry)?.length ?? 0
    if (entryCount > 0) return { format: name, entryCount }
  }
  return undefined
}

type Found = { readonly given: string; readonly identifier: Identifier }

function read(given: string): Found[] {
  const identifier = parseIdentifier(given)
  return identifier === undefined ? [] : [{ given, identifier }]
}

/** The identifiers of one line: it is one, is a row of them, or is a reference that prints one. */
function identifiersOf(line: string): Found[] {
  const whole = read(line)
  if (whole.length > 0) return whole
  const parts = line.split(/[,;]?\s+/).filter((part) => part !== '')
  const row = parts.flatMap(read)
  if (row.length === parts.length) return row
  const dois = findDois(line)
  const printed = dois.length > 0 ? dois : findArxivIds(line).map(({ id }) => `arXiv:${id}`)
  return printed.slice(0, 1).flatMap(read)
}

/** A number without a word to it may be a year or a page as well. */
const isBareNumber = (line: string) => /^\d{1,8}$/.test(line)

function readLines(lines: readonly string[]) {
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '')
  const found = filled.map(identifiersOf)
  const isMixed = found.some((each) => each.length === 0)
  const taken = found.filter((_, index) => !isMixed || !isBareNumber(filled[index] ?? ''))
  const works = new Map<string, Found>()
  for (const each of taken.flat()) {
    const key = `${each.identifier.kind}:${each.identifier.value}`
    if (!works.has(key)) works.set(key, each)
  }
  const all = [...works.values()]
  const counts = identifierKinds
    .map((kind) => [kind, all.filter(({ identifier }) => identifier.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
  const idleLineCount = filled.length - taken.filter((each) => each.length > 0).length
  return { identifiers: all.map(({ given }) => given), counts, idleLineCount }
}

const standsAlone = (line: string) =>
  line.trim() === '' || (/^\S/.test(line) && parseIdentifier(line) !== undefined)

/** Cuts lines of identifiers off the head and the foot of references; what looks like one in between belongs to an entry. */
function cutReferences(lines: readonly string[]): { readonly references: string; readonly others: string[] } {
  const first = lines.findIndex((line) => !standsAlone(line))
  const last = lines.findLastIndex((line) => !standsAlone(line))
  return {
    references: lines.slice(first, last + 1).join('\n'),
    others: [...lines.slice(0, first), ...lines.slice(last + 1)],
  }
}

/** Says what is in a text: references in one format, identifiers of works, or both, one above the other. */
export function recognisePasted(text: string): Recognised {
  const lines = text.split(/\r?\n/)
  const { references, others } = cutReferences(lines)
  const found = formatOf(references.trim())
  return found === undefined
    ? { references: '', format: '', entryCount: 0, ...readLines(lines) }
    : { references, ...found, ...readLines(others) }
}
