import type pg from 'pg'

/** A table whose rows belong to the house, with what is needed to write all of them out and in again. */
export type TableShape = {
  readonly schema: string
  readonly name: string
  /** Without generated columns, which fill themselves. */
  readonly columns: readonly string[]
  /** SQL that puts the rows into one order on every server: two equal tables then have equal bytes. */
  readonly orderBy: string
  readonly sizeBytes: number
}

export type Partition = { readonly parent: string; readonly name: string; readonly bound: string }
export type Sequence = {
  readonly schema: string
  readonly name: string
  readonly value: number | null
}

/**
 * The schemas of the house. The queue's own is left out on purpose: what runs there is told again from the job rows. The
 * ledger of migrations is left out as well: it says what was done to a database, not what is in it.
 */
const ours = `n.nspname in ('public', 'auth', 'app') and c.relname <> 'seogo_migrations'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** @returns every table, the largest first */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select n.nspname as schema, c.relname as name, pg_total_relation_size(c.oid) as "sizeBytes",
           (select json_agg(a.attname order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
           coalesce(
             (select string_agg(format(case when a.attcollation = 0 then 't.%I' else 't.%I collate "C"' end, a.attname), ', '
                       order by k.place)
                from pg_index i, unnest(i.indkey::int2[]) with ordinality k (attnum, place), pg_attribute a
               where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum),
             't::text collate "C"') as "orderBy"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') and not c.relispartition
     order by pg_total_relation_size(c.oid) desc, 1, 2`)
  return rows
}

/** @returns every partition of a table in `public`, as it was made */
export async function listPartitions(client: pg.ClientBase): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    select p.relname as parent, c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
     where ${ours} and c.relispartition and c.relkind in ('r', 'p') order by 1, 2`)
  return rows
}

/** @returns the last number each sequence gave; null of one that gave none */
export async function listSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select s.schemaname as schema, s.sequencename as name, s.last_value as value
      from pg_sequences s where s.schemaname in ('public', 'auth', 'app') order by 1, 2`)
  return rows
}

export type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string }

export async function listForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select format('%I.%I', n.nspname, c.relname) as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and k.contype = 'f' and k.conparentid = 0 order by 1, 2`)
  return rows
}

/** The constraints (PostgreSQL 18 counts NOT NULL among them, earlier ones do not), policies and triggers of the house's tables, one line each, for comparing two databases. */
export async function listRules(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ rule: string }>(`
    select format('%I.%I: %s %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as rule
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and not c.relispartition and k.contype <> 'n'
    union all
    select format('%I.%I: policy %s for %s using %s check %s', n.nspname, c.relname, p.polname, p.polcmd,
             pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and not c.relispartition
    union all
    select format('%I.%I: trigger %s %s', n.nspname, c.relname, t.tgname, t.tgenabled)
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and not t.tgisinternal and not c.relispartition
    union all
    select format('%I.%I: row-level security %s', n.nspname, c.relname, c.relrowsecurity)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') and not c.relispartition
     order by 1`)
  return rows.map(({ rule }) => rule)
}
