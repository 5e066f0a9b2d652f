/** One record of a file of tagged lines. */
export type TaggedRecord = { fields: TaggedField[]; start: number; end: number }
export type TaggedField = { tag: string; value: string }

export type TaggedSyntax = {
  /** Finds the tag (1) and the value (2) of a line that begins a field. */
  readonly line: RegExp
  /** The tag that begins a record, whatever is before it. */
  readonly first?: string
  /** The tag that ends a record. */
  readonly last?: string
  /** Tags before or behind the records, which say something of the file. */
  readonly header?: RegExp
  /** Whether an empty line ends a record. */
  readonly partedByEmptyLine?: boolean
}

/** Takes a file apart into records of tags and values; a line without a tag belongs to the field before it. */
export function* readTaggedRecords(text: string, syntax: TaggedSyntax): Generator<TaggedRecord> {
  let record: TaggedRecord | undefined
  let position = 0
  let isAfterEmptyLine = false
  for (const row of text.split('\n')) {
    const start = position
    position += row.length + 1
    if (row.trim() === '') {
      isAfterEmptyLine = true
      continue
    }
    const [, tag, value = ''] = syntax.line.exec(row) ?? []
    const begins = tag === syntax.first || (syntax.partedByEmptyLine === true && isAfterEmptyLine)
    isAfterEmptyLine = false
    if (tag === undefined) {
      const field = record?.fields.at(-1)
      if (field !== undefined) field.value += `\n${row.trim()}`
      if (record !== undefined) record.end = position - 1
      continue
    }
    if (begins && record !== undefined) {
      yield record
      record = undefined
    }
    if (syntax.header?.test(tag) === true) continue
    if (tag === syntax.last) {
      if (record !== undefined) yield { ...record, end: position - 1 }
      record = undefined
      continue
    }
    record ??= { fields: [], start, end: position }
    record.end = position - 1
    record.fields.push({ tag, value: value.trim() })
  }
  if (record !== undefined) yield record
}

/** The values of a record by tag; an empty value counts as absent. */
export class TaggedFields {
  private readonly values = new Map<string, string[]>()

  constructor({ fields }: TaggedRecord) {
    for (const { tag, value } of fields) {
      if (value.trim() !== '') this.values.set(tag, [...(this.values.get(tag) ?? []), value.trim()])
    }
  }

  all(...tags: readonly string[]): string[] {
    return tags.flatMap((tag) => this.values.get(tag) ?? [])
  }

  first(...tags: readonly string[]): string | undefined {
    return this.all(...tags)[0]
  }

  /** The first value of which a part fits. @returns that part */
  matching(pattern: RegExp, ...tags: readonly string[]): string | undefined {
    return this.all(...tags)
      .map((value) => pattern.exec(value))
      .find((match) => match !== null)?.[1]
  }
}
