import CSL from 'citeproc'
import type { Reference, ReferenceRequest } from './reference.ts'

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
