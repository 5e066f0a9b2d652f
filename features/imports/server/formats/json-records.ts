/** One JSON object of a file, wherever the file as a whole is broken. */
export type JsonRecord = { start: number; end: number; value: unknown }

export type JsonRecords = { records: JsonRecord[]; unreadable: { start: number; end: number }[] }

// So many objects that never close are followed to the end of the file, at the cost of a pass each.
const unclosedMax = 50

/**
 * Finds the records of a JSON file: a list, one object, objects one after the other, or a list inside of an object
 * (`{ "items": […] }`). Each is parsed for itself, so a broken one does not take the others with it.
 */
export function readJsonRecords(text: string): JsonRecords {
  const found: JsonRecords = { records: [], unreadable: [] }
  let unclosed = 0
  let position = firstObject(text)
  while (position !== -1 && unclosed < unclosedMax) {
    const end = objectEnd(text, position)
    const value = end === undefined ? undefined : parsed(text.slice(position, end))
    if (end === undefined || value === undefined) {
      unclosed += end === undefined ? 1 : 0
      const next = nextRecord(text, position, end)
      found.unreadable.push({ start: position, end: next === -1 ? text.length : next })
      position = next
      continue
    }
    found.records.push({ start: position, end, value })
    position = text.indexOf('{', end)
  }
  return found
}

/** The first record: behind the list's beginning when an object holds a list of them. */
function firstObject(text: string): number {
  const list =
    /^\s*\{\s*(?:"[^"]*"\s*:\s*(?:"[^"]*"|[\d.]+|true|false|null)\s*,\s*)*"(?:items|references|data)"\s*:\s*\[/.exec(
      text,
    )
  return text.indexOf('{', list?.[0].length ?? 0)
}

/** The record behind a broken one: an object that begins as records do, or whatever follows its end. */
function nextRecord(text: string, start: number, end: number | undefined): number {
  const pattern = /\}[\s,]*(?=\{\s*"(?:id|type|citation-key|title|DOI)"\s*:)/g
  pattern.lastIndex = start + 1
  const match = pattern.exec(text)
  if (match !== null) return match.index + match[0].length
  return end === undefined ? -1 : text.indexOf('{', end)
}

/** @returns undefined when the object never closes, or something else closes in its place. */
function objectEnd(text: string, start: number): number | undefined {
  const open: string[] = []
  let isString = false
  for (let index = start; index < text.length; index += 1) {
    const character = text[index]
    if (isString) {
      if (character === '\\') index += 1
      else if (character === '"') isString = false
    } else if (character === '"') isString = true
    else if (character === '{') open.push('}')
    else if (character === '[') open.push(']')
    else if (character === '}' || character === ']') {
      if (open.pop() !== character) return undefined
      if (open.length === 0) return index + 1
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
