import { createHash } from 'node:crypto'
import { Problem } from '#contract/problems.ts'
import { parseXml, type XmlElement } from '#platform/xml.ts'

export const largestStyleChars = 1_000_000

const namespace = 'http://purl.org/net/xbiblio/csl'

export type StyleHead = {
  /** How it is called in addresses: the end of its own id, else its title. */
  readonly id: string
  readonly title: string
  /** The style whose rules it uses, for a dependent one. */
  readonly parent: string | undefined
}

/**
 * What a file of the Citation Style Language 1.0 says of itself. A document type is refused: its entities could make a small
 * file endless, and no style needs them.
 * @throws Problem style_invalid
 */
export function readStyle(xml: string): StyleHead {
  if (xml.length > largestStyleChars) throw new Problem('style_invalid', { fault: 'too large' })
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Problem('style_invalid', { fault: 'a document type' })
  const root = parseXml(xml)
  if (root === undefined) throw new Problem('style_invalid', { fault: 'no XML' })
  const title = root.textAt('info', 'title')?.slice(0, 500)
  const parent = parentOf(root)
  if (root.name !== 'style' || root.attribute('xmlns') !== namespace || title === undefined)
    throw new Problem('style_invalid', { fault: 'no style' })
  if (!root.attribute('version')?.startsWith('1.0'))
    throw new Problem('style_invalid', { fault: 'another version than 1.0' })
  if (parent === undefined && root.first('citation', 'layout') === undefined)
    throw new Problem('style_invalid', { fault: 'no layout of citations' })
  const id = slug(lastPart(root.textAt('info', 'id') ?? '')) ?? slug(title) ?? `style-${hash(title)}`
  return { id, title, parent }
}

function parentOf(root: XmlElement): string | undefined {
  const link = root.all('info', 'link').find((each) => each.attribute('rel') === 'independent-parent')
  return link && (slug(lastPart(link.attribute('href') ?? '')) ?? '')
}

const lastPart = (address: string) => address.split('/').at(-1) ?? ''

function slug(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replaceAll(/^-|-$/g, '')
  return name === '' ? undefined : name
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
