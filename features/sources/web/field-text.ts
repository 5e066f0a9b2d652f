import { type CslItem, displayName } from '#contract/csl.ts'
import { fieldOf, type RecordField } from '#contract/record-fields.ts'

/** One field of a record as a line of text; empty when the record does not have it. */
export function fieldText(csl: CslItem, field: RecordField): string {
  const part = fieldOf(csl, field)
  if (part.author ?? part.editor) return (part.author ?? part.editor ?? []).map(displayName).join('; ')
  if (part.issued !== undefined)
    return part.issued['date-parts']?.map((date) => date.join('-')).join('/') ?? part.issued.literal ?? ''
  const [value] = Object.values(part)
  return typeof value === 'string' ? value : ''
}
