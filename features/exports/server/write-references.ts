import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import type { ReferenceFormat } from '../contract.ts'
import { type Choice, readPapers } from './read-papers.ts'
import { markdownOf } from './references/markdown-of.ts'
import { setBibliography } from './references/reference-thread.ts'
import { englishLocale, styleXml } from './references/styles.ts'
import { toCiteproc } from './references/to-citeproc.ts'

/** A style orders its references, so all of them are held; citeproc takes some milliseconds for each. */
const mostReferences = 2_000

type Wanted = { readonly styleId: string; readonly format: ReferenceFormat; readonly choice: Choice }

/**
 * A bibliography as it is printed, in the order of its style.
 * @throws Problem style_not_found | style_invalid | style_parent_missing | too_many_papers
 */
export async function writeReferences(
  house: House,
  userId: UserId,
  { styleId, format, choice }: Wanted,
): Promise<string> {
  const rules = await styleXml(house, styleId)
  const items: Record<string, unknown>[] = []
  for await (const papers of readPapers(house, userId, choice)) {
    items.push(...papers.map(({ csl }) => toCiteproc(csl)))
    if (items.length > mostReferences) throw new Problem('too_many_papers', { limit: mostReferences })
  }
  if (items.length === 0) return ''
  const entries = await setBibliography({ styleXml: rules, localeXml: await englishLocale(), items })
  if (format === 'html')
    return `<div class="csl-bib-body">\n${entries.map(({ html }) => html).join('\n')}\n</div>\n`
  const texts = entries.map(({ text, html }) => (format === 'text' ? text : markdownOf(html)))
  return `${texts.join(format === 'text' ? '\n' : '\n\n')}\n`
}
