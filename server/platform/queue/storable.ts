/** NUL and unpaired surrogates: PostgreSQL's text and jsonb take neither, and texts from PDFs hold both. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const unstorable = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** @returns the text without what PostgreSQL cannot store; U+FFFD stands where something was. */
export function storableText(text: string): string {
  return text.replace(unstorable, '\uFFFD')
}

/** @returns a copy of plain data in which every text, also every key, is {@link storableText}. */
export function storable<T>(value: T): T
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map((item) => storable(item))
  if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]))
  }
  return value
}
