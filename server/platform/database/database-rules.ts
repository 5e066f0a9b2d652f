import { sql } from 'kysely'
import { readMigrations } from './migrate.ts'
import { loginRoles } from './roles.ts'
import type { SystemTx } from './transactions.ts'

type Fault = { fault: string }

const rules = sql<Fault>`
  select format('table %s.%s has no row-level security', n.nspname, c.relname) as fault
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p') and not c.relrowsecurity
     and c.relname <> 'seogo_migrations'
  union all
  select format('table %s.%s has row-level security and no policy', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p') and c.relrowsecurity and not c.relispartition
     and not exists (select from pg_policy p where p.polrelid = c.oid)
  union all
  select format('table %s.%s belongs to %s', n.nspname, c.relname, pg_get_userbyid(c.relowner))
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p') and c.relname <> 'seogo_migrations'
     and pg_get_userbyid(c.relowner) <> 'seogo_owner'
  union all
  select format('role %s may %s', rolname,
           case when rolsuper then 'do everything' else 'bypass row-level security' end)
    from pg_roles where rolname = any (${[...loginRoles]}::text[]) and (rolsuper or rolbypassrls)
  union all
  select format('role %s may truncate %s.%s', case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee) end,
           n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
   where a.privilege_type = 'TRUNCATE' and a.grantee <> c.relowner and n.nspname in ('public', 'auth', 'app')
  union all
  select format('view %s.%s shows rows past the policies', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'auth', 'app')
     and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions::text like '%security_invoker=true%', false)))
     and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  union all
  select 'this database cannot index Korean: create it with a UTF-8 LC_CTYPE such as C.UTF-8'
   where '검' !~ '\\w' or cardinality(show_trgm('검색')) = 0`

/** What of the database's own rules is broken: rights, policies, locale, schema version. Empty when all hold. */
export async function readDatabaseFaults(tx: SystemTx): Promise<string[]> {
  const { rows } = await rules.execute(tx)
  const known = (await readMigrations()).length
  const { rows: version } = await sql<{ at: number | null }>`select app.schema_version() as at`.execute(tx)
  const at = version[0]?.at ?? 0
  const faults = rows.map(({ fault }) => fault)
  if (at < known) faults.push(`the database is at migration ${at} of ${known}: run "seogo migrate"`)
  if (at > known)
    faults.push(`the database is at migration ${at}, this Seogo knows ${known}: start the newer version`)
  return faults
}
