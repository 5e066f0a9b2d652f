import type { ClientBase } from 'pg'
import { EmbeddedPostgresError } from './errors.ts'

/**
 * Makes sure that this database takes Hangul for letters. Under LC_CTYPE C it does not: trigrams of Korean words
 * are empty and searches find nothing, without any error.
 * @throws EmbeddedPostgresError locale_without_korean
 */
export async function requireKoreanWords(client: Pick<ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<{
    locale: string
    encoding: string
    letter: boolean
    trigrams: string | null
  }>(
    `select d.datctype as locale, pg_encoding_to_char(d.encoding) as encoding, '검' ~ '\\w' as letter,
            (select quote_ident(n.nspname) || '.show_trgm' from pg_extension e join pg_namespace n on n.oid = e.extnamespace
              where e.extname = 'pg_trgm') as trigrams
       from pg_database d where d.datname = current_database()`,
  )
  const found = rows[0]
  const locale = found?.locale ?? 'unknown'
  let knows = found?.letter === true && found.encoding === 'UTF8' && !['C', 'POSIX'].includes(locale)
  if (knows && found?.trigrams) {
    const counted = await client.query<{ n: number }>(`select cardinality(${found.trigrams}('검색')) as n`)
    knows = (counted.rows[0]?.n ?? 0) > 0
  }
  if (knows) return
  throw new EmbeddedPostgresError(
    'locale_without_korean',
    `The database's character locale is ${locale} (${found?.encoding}), which does not know Korean letters. ` +
      `Create it with "LC_CTYPE 'C.UTF-8'" and encoding UTF8, and restore the data into it.`,
  )
}
