/** Takes a RIS file apart into records of tags and values (RIS Format Specifications, Research Information Systems, 2001). */

export type RisField = { tag: string; value: string }

export type RisRecord = {
  fields: RisField[]
  start: number
  end: number
  line: number
  /** Whether its beginning or its end is missing. */
  isMended: boolean
}

export type RisFile = { records: RisRecord[]; stray: { line: number; text: string }[] }

// The specification asks for two spaces before the hyphen; some programs write one (papers, older EndNote filters).
const strictLine = /^([A-Z][A-Z0-9]) {2}-(?: (.*)|(\s*))$/s
const looseLine = /^\s*([A-Z][A-Z0-9])\s{0,3}-(?: (.*)|(\s*))$/s

export function readRisSyntax(text: string): RisFile {
  // A loose reading would take "IR - spectra of…" within an abstract for a tag, so it is only used where it is needed.
  const pattern = /^TY {2}- /m.test(text) ? strictLine : looseLine
  const file: RisFile = { records: [], stray: [] }
  let record: RisRecord | undefined
  let position = 0
  let line = 0
  for (const row of text.split('\n')) {
    line += 1
    const start = position
    position += row.length + 1
    const content = row.trimEnd()
    const match = pattern.exec(content)
    const tag = match?.[1]
    if (tag === undefined) {
      continueField(file, record, content, line)
      continue
    }
    const value = (match?.[2] ?? '').trim()
    if (tag === 'ER') {
      close(file, record, position - 1)
      record = undefined
      continue
    }
    if (tag === 'TY' && record !== undefined) {
      record.isMended = true
      close(file, record, start)
      record = undefined
    }
    record ??= { fields: [], start, end: position, line, isMended: tag !== 'TY' }
    record.fields.push({ tag, value })
  }
  if (record !== undefined) record.isMended = true
  close(file, record, text.length)
  return file
}

function close(file: RisFile, record: RisRecord | undefined, end: number): void {
  if (record === undefined) return
  record.end = end
  file.records.push(record)
}

/** A line without a tag belongs to the field before it, whatever wrapped it. */
function continueField(file: RisFile, record: RisRecord | undefined, content: string, line: number): void {
  const field = record?.fields.at(-1)
  if (field !== undefined) {
    field.value += `\n${content}`
    return
  }
  // Web of Science and EndNote number their records, and Windows leaves a Ctrl-Z at the end.
  if (!/^[\s\d.\p{Cc}\ufeff]*$/u.test(content)) file.stray.push({ line, text: content })
}
