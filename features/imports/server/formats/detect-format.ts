import type { BibliographyFormat } from './reading.ts'

const extensions: Readonly<Record<string, BibliographyFormat>> = {
  bib: 'bibtex',
  bibtex: 'bibtex',
  biblatex: 'bibtex',
  ris: 'ris',
  json: 'csl-json',
  csljson: 'csl-json',
}

// Enough to meet a first entry behind the longest header or list of @strings.
const sampleLength = 200_000

/**
 * Tells the format of a bibliography by what is in it; the name decides between two that fit, and for a file in which
 * there is no entry at all.
 * @returns undefined for anything else.
 */
export function detectFormat(text: string, fileName: string): BibliographyFormat | undefined {
  const sample = text.slice(0, sampleLength)
  const named = extensions[/\.([a-z]+)$/.exec(fileName.toLowerCase())?.[1] ?? '']
  const places = new Map<BibliographyFormat, number>()
  for (const format of ['csl-json', 'ris', 'bibtex'] as const) {
    const place = firstSign(sample, format, format === named)
    if (place !== -1) places.set(format, place)
  }
  if (named !== undefined && places.has(named)) return named
  const [first] = [...places].toSorted(([, one], [, other]) => one - other)
  if (first !== undefined) return first[0]
  return named !== undefined && isWithoutEntries(sample, named) ? named : undefined
}

function firstSign(sample: string, format: BibliographyFormat, isNamed: boolean): number {
  switch (format) {
    case 'csl-json': {
      const isJson = /^\s*[[{]/.test(sample)
      const isRecord =
        /"(?:type|id)"\s*:\s*["\d]/.test(sample) && /"(?:title|author|issued|editor)"\s*:/.test(sample)
      return isJson && (isRecord || /^\s*\[\s*\]\s*$/.test(sample)) ? 0 : -1
    }
    case 'ris':
      // Without its TY a record may still be read when the name says RIS; PubMed's tags look much the same.
      return sample.search(isNamed ? /^\s*[A-Z][A-Z0-9]\s{1,3}- /m : /^\s*TY\s{1,3}- [A-Z]/m)
    case 'bibtex':
      return sample.search(/@\s*[a-z]+\s*[{(]/i)
  }
}

/** A file that is empty, or holds nothing but comments, is an empty bibliography of the format its name says. */
function isWithoutEntries(sample: string, named: BibliographyFormat): boolean {
  return sample.trim() === '' || (named === 'bibtex' && !/^\s*[<{[]/.test(sample))
}
