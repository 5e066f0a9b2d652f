import { sql } from 'kysely'

const mark = '/* plan kept */'

/**
 * Begins a person's statement that is prepared once a connection: planning what every search and list asks took longer than
 * answering it. For statements whose text never changes, or a connection would gather them without end.
 */
export const planKept = sql`/* plan kept */`

export const keepsPlan = (text: string) => text.startsWith(mark)
