import { type CslItem, displayName } from '#contract/csl.ts'
import { dateWords } from './date-words.ts'

/** What our own keys and the database hold beside the record, and what every format derives by itself. */
const silent = new Set(['type', 'id', 'citation-key', 'keyword'])

/** A value of the record as words, whatever it is made of. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(wordsOf).join('; ')
  if (typeof value !== 'object' || value === null) return ''
  return JSON.stringify(value)
}

/**
 * The fields of a record that a format has no place for, as lines "name: words" (the form in which Zotero keeps its extra
 * fields), so that nothing is lost on the way out.
 * @param written the fields the format did write
 */
export function leftoverLines(item: CslItem, written: ReadonlySet<string>): string[] {
  return Object.entries(item).flatMap(([field, value]) => {
    if (silent.has(field) || written.has(field) || value === undefined) return []
    const words = namesOrDate(item, field) ?? wordsOf(value)
    return words === '' ? [] : [`${field}: ${words.replaceAll(/\s*\n\s*/g, ' ')}`]
  })
}

function namesOrDate(item: CslItem, field: string): string | undefined {
  switch (field) {
    case 'author':
    case 'editor':
    case 'translator':
    case 'container-author':
    case 'collection-editor':
    case 'director':
    case 'composer':
    case 'illustrator':
    case 'interviewer':
    case 'recipient':
    case 'reviewed-author':
    case 'original-author':
    case 'contributor':
      return item[field]?.map(displayName).join('; ')
    case 'issued':
    case 'accessed':
    case 'submitted':
    case 'event-date':
    case 'original-date':
    case 'available-date':
      return dateWords(item[field])
    default:
      return undefined
  }
}
