import { type BibtexEntry, resolveBibtex } from './bibtex-fields.ts'
import { readBibtexSyntax } from './bibtex-syntax.ts'
import { bibtexToCsl } from './bibtex-to-csl.ts'
import { finishEntry, repeatedKeys } from './finish-entry.ts'
import { lineCounter } from './line-counter.ts'
import { bibtexFiles } from './named-files.ts'
import { type EntryProblem, excerptOf, type ReadEntries, type ReadEntry } from './reading.ts'
import { texToText } from './tex-to-text.ts'

// Macros for the values; longer preambles hold typesetting code that has no meaning here.
const preambleLengthMax = 5_000

/**
 * Reads BibTeX and BibLaTeX: `@string`, `#`, crossref, xdata, TeX accents and formulas, names in every order.
 * @param onEntry called after each entry, with how many are done
 */
export function readBibtex(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  const library = readBibtexSyntax(text)
  const { entries: resolved, faults } = resolveBibtex(library)
  const preamble = preambleOf(library.preambles)
  const lineAt = lineCounter(text)
  const lines = new Map(library.entries.map((raw) => [raw, lineAt(raw.start)]))
  const entries: ReadEntry[] = []
  const problems: EntryProblem[] = []
  for (const [index, found] of resolved.entries()) {
    const { raw } = found
    const line = lines.get(raw) ?? 1
    const verbatim = text.slice(raw.start, raw.end).trimEnd()
    const finished = finishEntry({
      draft: bibtexToCsl(found, preamble),
      citationKey: found.key,
      keywords: keywordsOf(found, preamble),
      attachments: bibtexFiles(found.fields.get('file') ?? found.fields.get('pdf')),
      verbatim,
      line,
    })
    if (finished.entry !== undefined) entries.push(finished.entry)
    problems.push(...finished.problems)
    if (raw.isMended)
      problems.push({ code: 'entry_mended', line, ...keyOf(raw.key), excerpt: excerptOf(verbatim) })
    onEntry(index + 1)
  }
  for (const { raw, code, field, value } of faults) {
    problems.push({ code, line: lines.get(raw) ?? 1, ...keyOf(raw.key), field, excerpt: excerptOf(value) })
  }
  const unreadableLine = lineCounter(text)
  for (const { start, end } of library.unreadable) {
    problems.push({
      code: 'entry_unreadable',
      line: unreadableLine(start),
      excerpt: excerptOf(text.slice(start, end)),
    })
  }
  return { entries, problems: [...problems, ...repeatedKeys(entries)] }
}

function keyOf(key: string): { key?: string } {
  return key === '' ? {} : { key }
}

function preambleOf(preambles: readonly string[]): string {
  const macros = preambles.filter((tex) => tex.includes('\\newcommand') && tex.length < preambleLengthMax)
  return macros.map((tex) => `@preamble{"${tex.replaceAll('"', '')}"}\n`).join('')
}

function keywordsOf(entry: BibtexEntry, preamble: string): string[] {
  const tex = ['keywords', 'keyword', 'author_keywords']
    .map((name) => entry.fields.get(name))
    .find((value) => value !== undefined)
  if (tex === undefined) return []
  const separator = tex.includes(';') ? /;/ : /,/
  return tex.split(separator).map((keyword) => texToText(keyword, preamble))
}
