type Attributes = Readonly<Record<string, string | number | undefined>>

/** Written XML: what is not of this type is text and is escaped. */
export type Markup = { readonly markup: string }

/** Text that XML 1.0 can carry: no controls, no halves of a letter, the five signs escaped. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** One element with what is in it. */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly (Markup | string | undefined)[]
): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('')
  const inside = children
    .filter((child) => child !== undefined)
    .map((child) => (typeof child === 'string' ? escaped(child) : child.markup))
    .join('')
  return { markup: inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` }
}

/** A whole document in UTF-8. */
export function xmlDocument({ markup }: Markup): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup}\n`
}
