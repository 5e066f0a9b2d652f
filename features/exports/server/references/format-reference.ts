import CSL from 'citeproc'
import type { Bibliography, BibliographyRequest, Reference, ReferenceRequest } from './reference.ts'

const id = 'it'

/** Formats one record. The engine is made anew: a style that numbers its references begins with 1 for each. */
export function formatReference({ styleXml, localeXml, item }: ReferenceRequest): Reference {
  const system = { retrieveLocale: () => localeXml, retrieveItem: () => ({ ...item, id }) }
  // In English whatever the style's own language: citeproc's Korean has no words for "and", "volume" and "and others".
  const engine = new CSL.Engine(system, styleXml, 'en-US', true)
  engine.setOutputFormat('text')
  engine.updateItems([id])
  const text = firstOf(engine.makeBibliography())
  const inText = engine.makeCitationCluster([{ id }])
  engine.setOutputFormat('html')
  engine.updateItems([id])
  return { text: withoutNumber(text), html: bodyOf(firstOf(engine.makeBibliography())), inText }
}

/** Formats records as one bibliography, by one engine: two papers of one author and year become 2020a and 2020b. */
export function formatBibliography({ styleXml, localeXml, items }: BibliographyRequest): Bibliography {
  const system = {
    retrieveLocale: () => localeXml,
    retrieveItem: (at: string) => ({ ...items[Number(at)], id: at }),
  }
  const engine = new CSL.Engine(system, styleXml, 'en-US', true)
  const ids = items.map((_, index) => String(index))
  engine.setOutputFormat('text')
  engine.updateItems(ids)
  const texts = entriesOf(engine.makeBibliography())
  engine.setOutputFormat('html')
  engine.updateItems(ids)
  const htmls = entriesOf(engine.makeBibliography())
  return texts.map((text, index) => ({ text, html: htmls[index] ?? '' }))
}

function entriesOf(made: [unknown, string[]] | false): string[] {
  return made === false ? [] : made[1].map((entry) => entry.trim())
}

/** A style without a bibliography (of notes only) has none. */
function firstOf(made: [unknown, string[]] | false): string {
  return (made === false ? '' : (made[1][0] ?? '')).trim()
}

/** What a numbering style prints before a single reference says nothing. */
function withoutNumber(text: string): string {
  return text.replace(/^(?:\[1\]|\(1\)|1\.?)\s*(?=\P{N})/u, '')
}

/** The reference without the frame of a bibliography's entry around it. */
function bodyOf(html: string): string {
  const inner = /<div class="csl-right-inline">([\s\S]*?)<\/div>/.exec(html)?.[1] ?? html
  return inner
    .replaceAll(/<\/?div[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
