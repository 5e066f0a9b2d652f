import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/**
 * Writes the types of every table from the migrated database itself: `npm run db:types`.
 * With `--check` nothing is written, and a difference is an error.
 */

type Column = {
  readonly table_name: string
  readonly column_name: string
  readonly type: string
  readonly nullable: boolean
  readonly has_default: boolean
  readonly always: boolean
}

const target = join(import.meta.dirname, '../server/platform/database/tables.types.ts')

const plainTypes: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  'character varying': 'string',
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  real: 'number',
  'double precision': 'number',
  date: 'string',
  interval: 'string',
  bytea: 'Buffer',
  tsvector: 'string',
  'bit varying': 'string',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  'integer[]': 'number[]',
}

/** `check (column = any (array['a', 'b']))` as a union of its words. */
function unionOf(checks: readonly string[], column: string): string | undefined {
  for (const check of checks) {
    const match = /^CHECK \(\((\w+) = ANY \(ARRAY\[(.+)\]\)\)\)$/.exec(check)
    if (match?.[1] !== column) continue
    const words = [...(match[2] ?? '').matchAll(/'([^']*)'::text/g)].map(([, word]) => `'${word}'`)
    if (words.length > 0) return words.join(' | ')
  }
  return undefined
}

function typeOf(column: Column, checks: readonly string[]): string {
  const orNull = column.nullable ? ' | null' : ''
  const optional = column.has_default || column.nullable ? ' | undefined' : ''
  if (column.type === 'timestamp with time zone') {
    return `ColumnType<Date${orNull}, Date | string${orNull}${optional}, Date | string${orNull}>`
  }
  if (column.type === 'jsonb') return `ColumnType<unknown, string${orNull}${optional}, string${orNull}>`
  const plain = unionOf(checks, column.column_name) ?? plainTypes[column.type]
  if (!plain)
    throw new Error(`${column.table_name}.${column.column_name}: no TypeScript type for ${column.type}`)
  if (column.always) return `ColumnType<${plain}, never, never>`
  return column.has_default ? `Generated<${plain}${orNull}>` : `${plain}${orNull}`
}

async function readTables(client: pg.ClientBase) {
  const { rows } = await client.query<Column>(`
    select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as table_name,
           a.attname as column_name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
           a.atthasdef or a.attidentity <> '' as has_default, a.attidentity = 'a' or a.attgenerated <> '' as always
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'seogo_migrations'
     order by 1, a.attnum`)
  const { rows: checkRows } = await client.query<{ table_name: string; definition: string }>(`
    select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as table_name,
           pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'c'`)
  return { columns: rows, checks: checkRows }
}

/** @returns the text of the types of every table that the client sees. */
export async function databaseTypes(client: pg.ClientBase): Promise<string> {
  const { columns, checks } = await readTables(client)
  const lines = [
    '// Written by `npm run db:types` from the migrated database; never by hand.',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    'export type DB = {',
  ]
  for (const table of new Set(columns.map((column) => column.table_name))) {
    const own = checks.filter((check) => check.table_name === table).map((check) => check.definition)
    lines.push(table.includes('.') ? `  '${table}': {` : `  ${table}: {`)
    for (const column of columns.filter((each) => each.table_name === table)) {
      lines.push(`    ${column.column_name}: ${typeOf(column, own)}`)
    }
    lines.push('  }')
  }
  return `${lines.join('\n')}\n}\n`
}

if (import.meta.main) {
  const { withScratchDatabase } = await import('#server/testing/scratch-database.ts')
  await withScratchDatabase(async (address) => {
    const client = new pg.Client(address.admin)
    await client.connect()
    try {
      const text = await databaseTypes(client)
      if (!process.argv.includes('--check')) await writeFile(target, text)
      else if (text !== (await readFile(target, 'utf8')))
        throw new Error('tables.types.ts is stale: npm run db:types')
    } finally {
      await client.end()
    }
  })
}
