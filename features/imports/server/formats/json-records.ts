/** One JSON object of a file; `value` is undefined when it is broken. */
export type JsonRecord = { start: number; end: number; value: unknown }

// So many objects that never close are followed to the end of the file, at the cost of a pass each.
const unclosedMax = 50

/**
 * Finds the records of a JSON file: a list, one object, objects one after the other, or a list inside of an object
 * (`{ "items": […] }`, `{ "message": { "items": […] } }`). Each is parsed for itself, so a broken one does not take the
 * others with it.
 */
export function* readJsonRecords(text: string): Generator<JsonRecord> {
  const list = listStart(text)
  const nextRecord = recordFinder(text)
  let unclosed = 0
  let position = text.indexOf('{', list ?? 0)
  while (position !== -1 && unclosed < unclosedMax) {
    const end = objectEnd(text, position)
    const value = end === undefined ? undefined : parsed(text.slice(position, end))
    if (end === undefined || value === undefined) {
      unclosed += end === undefined ? 1 : 0
      const next = nextRecord(position, end)
      yield { start: position, end: next === -1 ? text.length : next, value: undefined }
      position = next
      continue
    }
    yield { start: position, end, value }
    // What an API says behind its list is no record.
    position = list !== undefined && /^\s*\]/.test(text.slice(end, end + 200)) ? -1 : text.indexOf('{', end)
  }
}

const listNames = /^(?:items|references|data|results)$/

/** @returns the object in a field of the object that is the file; undefined when there is none, or it is broken. */
export function readJsonMember(text: string, name: string): unknown {
  for (const { character, start, names } of membersOf(text)) {
    if (character !== '{' || names.length !== 2 || names[1] !== name) continue
    const end = objectEnd(text, start)
    return end === undefined ? undefined : parsed(text.slice(start, end))
  }
  return undefined
}

/** Behind the beginning of the list of records that an object holds, itself or in its `message` (Crossref). */
function listStart(text: string): number | undefined {
  for (const { character, end, names } of membersOf(text)) {
    const isInside = names.length === 2 || (names.length === 3 && names[1] === 'message')
    if (character === '[' && isInside && listNames.test(names.at(-1) ?? '')) return end
  }
  return undefined
}

type Member = { character: string; start: number; end: number; names: readonly (string | undefined)[] }

/** Every object and list of the object that a text begins with, and the names that lead to it; the outermost has none. */
function* membersOf(text: string): Generator<Member> {
  if (!/^\s*\{/.test(text)) return
  const names: (string | undefined)[] = [undefined]
  for (const { character, start, end } of marksOf(text)) {
    if (character === '"') {
      // Only a string before a colon is a name.
      const isName = /^\s*:/.test(text.slice(end, end + 20))
      names[names.length - 1] = isName ? text.slice(start + 1, end - 1) : undefined
    } else if (character === '[' || character === '{') {
      yield { character, start, end, names }
      names.push(undefined)
    } else {
      names.pop()
      // What follows is another object: the file is a row of them, not an object with a list.
      if (names.length === 1) return
    }
  }
}

/** The strings and brackets of a JSON text; an end before a string's is the end of the text. */
function* marksOf(text: string, from = 0): Generator<{ character: string; start: number; end: number }> {
  for (let index = from; index < text.length; index += 1) {
    const character = text[index] ?? ''
    if (character === '"') {
      const start = index
      index += 1
      while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1
      yield { character, start, end: index + 1 }
    } else if (character === '{' || character === '[' || character === '}' || character === ']') {
      yield { character, start: index, end: index + 1 }
    }
  }
}

/**
 * Finds the record behind a broken one: an object that begins as records do, or whatever follows its end. Where no such
 * object is to come any more, none is looked for again.
 */
function recordFinder(text: string): (start: number, end: number | undefined) => number {
  const pattern =
    /\}[\s,]*(?=\{\s*"(?:id|type|citation-key|title|DOI|doi|indexed|itemID|itemType|key|version)"\s*:)/g
  let isOver = false
  return (start, end) => {
    pattern.lastIndex = start + 1
    const match = isOver ? null : pattern.exec(text)
    if (match !== null) return match.index + match[0].length
    isOver = true
    return end === undefined ? -1 : text.indexOf('{', end)
  }
}

/** @returns undefined when the object never closes, or something else closes in its place. */
function objectEnd(text: string, start: number): number | undefined {
  const open: string[] = []
  for (const { character, end } of marksOf(text, start)) {
    if (character === '{') open.push('}')
    else if (character === '[') open.push(']')
    else if (character !== '"') {
      if (open.pop() !== character) return undefined
      if (open.length === 0) return end
    }
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
