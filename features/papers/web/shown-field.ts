import { type CslItem, displayName } from '#contract/csl.ts'
import { fieldOf, type RecordField } from '#contract/record-fields.ts'
import type { paperWords } from './words.ts'

/** A field of a record as the details show it; empty when the record does not have it. */
export function shownField(csl: CslItem, field: RecordField, words: (typeof paperWords)['en']): string {
  const part = fieldOf(csl, field)
  if (part.type !== undefined) return words.typeNames[part.type]
  const names = part.author ?? part.editor
  if (names !== undefined) return names.map(displayName).join('; ')
  if (part.issued !== undefined) return dateText(part.issued)
  return shownText(csl, field)
}

/** The text of a field that is one. */
export function shownText(csl: CslItem, field: RecordField): string {
  const [value] = Object.values(fieldOf(csl, field))
  return typeof value === 'string' ? value : ''
}

/** `2024-05-17`; as much of it as is known. */
export function dateText(date: NonNullable<CslItem['issued']>): string {
  const parts = date['date-parts']?.map((each) =>
    each.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join('-'),
  )
  return parts?.join('/') ?? date.literal ?? date.raw ?? ''
}
