import { parseXml, type XmlElement } from '#platform/xml.ts'

/** One element of a file; `element` is undefined when it is broken. */
export type XmlRecord = { start: number; end: number; element: XmlElement | undefined }

/**
 * Cuts the elements of some names out of an XML file and parses each for itself, so that a broken one does not take the
 * others with it, and nothing before them (a document type with its entities) is read at all. An element inside of
 * another of the list belongs to it.
 * @param names local names; any prefix is met
 */
export function* readXmlRecords(text: string, names: readonly string[]): Generator<XmlRecord> {
  let open: { name: string; start: number; depth: number } | undefined
  for (const { name, kind, start, end } of tagsOf(text, names)) {
    if (open === undefined) {
      if (kind === 'empty') yield recordOf(text, start, end)
      else if (kind === 'start') open = { name, start, depth: 1 }
      continue
    }
    if (name !== open.name || kind === 'empty') continue
    open.depth += kind === 'start' ? 1 : -1
    if (open.depth === 0) {
      yield recordOf(text, open.start, end)
      open = undefined
    }
  }
  if (open !== undefined) yield* unclosed(text, names, open.start)
}

/** An element that never ends, or one of its kind inside of it: those that begin behind it are read for themselves. */
function* unclosed(text: string, names: readonly string[], from: number): Generator<XmlRecord> {
  let start: number | undefined
  for (const tag of tagsOf(text, names, from)) {
    if (tag.kind === 'start') {
      if (start !== undefined) yield { start, end: tag.start, element: undefined }
      start = tag.start
    } else if (tag.kind === 'end' && start !== undefined) {
      yield recordOf(text, start, tag.end)
      start = undefined
    }
  }
  if (start !== undefined) yield { start, end: text.length, element: undefined }
}

function recordOf(text: string, start: number, end: number): XmlRecord {
  return { start, end, element: parseXml(text.slice(start, end)) }
}

type Tag = { name: string; kind: 'start' | 'end' | 'empty'; start: number; end: number }

/** The tags of some names outside of comments and CDATA. */
function* tagsOf(text: string, names: readonly string[], from = 0): Generator<Tag> {
  const mark = new RegExp(`<!--|<!\\[CDATA\\[|<(/?)(?:[\\w.-]{1,40}:)?(${names.join('|')})(?=[\\s/>])`, 'g')
  mark.lastIndex = from
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const [whole, slash, name] = match
    const closing = name === undefined ? (whole === '<!--' ? '-->' : ']]>') : '>'
    const place = text.indexOf(closing, mark.lastIndex)
    // A comment that never ends is text; looking for its end again and again would take the square of the file.
    if (place === -1) return
    const end = place + closing.length
    mark.lastIndex = end
    if (name === undefined) continue
    const kind = slash === '/' ? 'end' : text[place - 1] === '/' ? 'empty' : 'start'
    yield { name, kind, start: match.index, end }
  }
}
