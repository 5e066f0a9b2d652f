import {
  XmlElement as ParsedElement,
  parseXml as parseStrictly,
  XmlCdata,
  XmlError,
  XmlText,
} from '@rgrove/parse-xml'

// Records of bibliographies are about ten deep; more is made to exhaust the stack.
const depthMax = 100

/** An element of an XML document. Where a name is asked for, `title` also finds `dc:title`; `dc:title` finds only itself. */
export class XmlElement {
  readonly name: string
  readonly children: readonly (XmlElement | string)[]
  private readonly attributes: Readonly<Record<string, string>>

  constructor(
    name: string,
    attributes: Readonly<Record<string, string>>,
    children: readonly (XmlElement | string)[],
  ) {
    this.name = name
    this.attributes = attributes
    this.children = children
  }

  /** Every element at the end of a path of names, in the order of the document. */
  all(...path: readonly string[]): XmlElement[] {
    let found: XmlElement[] = [this]
    for (const name of path) found = found.flatMap((each) => each.childrenNamed(name))
    return found
  }

  first(...path: readonly string[]): XmlElement | undefined {
    return this.all(...path)[0]
  }

  /** The text at the end of a path, white space around it gone. @returns undefined when there is none. */
  textAt(...path: readonly string[]): string | undefined {
    return this.textsAt(...path)[0]
  }

  textsAt(...path: readonly string[]): string[] {
    return this.all(...path)
      .map((each) => each.text())
      .filter((text) => text !== '')
  }

  /** The text at the end of a path with its elements as tags, as titles and abstracts have them (H<sub>2</sub>O). */
  markupAt(...path: readonly string[]): string | undefined {
    return this.all(...path)
      .map((each) => each.markup())
      .find((text) => text !== '')
  }

  attribute(name: string): string | undefined {
    const value = Object.hasOwn(this.attributes, name) ? this.attributes[name]?.trim() : undefined
    return value === '' ? undefined : value
  }

  text(): string {
    return this.rawText().trim()
  }

  markup(): string {
    return this.children
      .map((child) =>
        typeof child === 'string' ? child : `<${child.name}>${child.markup()}</${child.name}>`,
      )
      .join('')
      .trim()
  }

  private rawText(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.rawText())).join('')
  }

  private childrenNamed(name: string): XmlElement[] {
    return this.children
      .filter((child) => typeof child !== 'string')
      .filter((child) => child.name === name || child.name.endsWith(`:${name}`))
  }
}

/**
 * Parses one element with all that is in it. Nothing is fetched and no entity of a document type is known: a reference to
 * one stays as it is written, so that a document cannot grow by being read.
 * @returns undefined for what is no XML, even with its bare ampersands mended
 */
export function parseXml(text: string): XmlElement | undefined {
  // Controls are no characters of XML 1.0, and exports of databases have them.
  const clean = text.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
  return parsed(clean) ?? parsed(clean.replaceAll(/&(?!(?:#\d+|#x[\da-f]+|\w+);)/gi, '&amp;'))
}

function parsed(text: string): XmlElement | undefined {
  try {
    const { root } = parseStrictly(text, { resolveUndefinedEntity: (reference) => reference })
    return root === null ? undefined : elementOf(root, 0)
  } catch (error) {
    // RangeError: so deep that the stack is full.
    if (error instanceof XmlError || error instanceof RangeError) return undefined
    throw error
  }
}

function elementOf(parsedElement: ParsedElement, depth: number): XmlElement {
  if (depth > depthMax) throw new RangeError('XML is too deep')
  const children: (XmlElement | string)[] = []
  for (const node of parsedElement.children) {
    if (node instanceof ParsedElement) children.push(elementOf(node, depth + 1))
    else if (node instanceof XmlText || node instanceof XmlCdata) children.push(node.text)
  }
  return new XmlElement(parsedElement.name, parsedElement.attributes, children)
}
