import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readDatabaseFaults } from '#platform/database/database-rules.ts'
import { loginRoles } from '#platform/database/roles.ts'
import { openBareHouse } from './testing/bare-house.ts'
import { makeDatabase } from './testing/test-cluster.ts'

// The rules that every table of every migration keeps, asked of the catalogue of a migrated database, so that a table
// somebody adds next year is held to them without anybody thinking of it. Each rule comes with a breach that it must find.

let made: Awaited<ReturnType<typeof makeDatabase>>
let admin: pg.Client
beforeAll(async () => {
  made = await makeDatabase(inject('cluster'))
  admin = new pg.Client(made.address.admin)
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await made.drop()
})

/** Tables of the house with their names as people write them; the ledger of migrations is the migrator's own. */
const tables = `(
  select c.oid, n.nspname || '.' || c.relname as name, c.relowner, c.relacl, c.relrowsecurity, c.relispartition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p') and c.relname <> 'seogo_migrations')`
const signingIn = `array['${loginRoles.join("', '")}']`
const ours = `n.nspname in ('public', 'auth', 'app')
       and not exists (select from pg_depend d where d.objid = it.oid and d.deptype = 'e')`

type Rule = {
  readonly says: string
  /** Gives one row with a `fault` for each place where the rule does not hold. */
  readonly question: string
  readonly breach: string
  readonly found: RegExp
}

const rules: readonly Rule[] = [
  {
    says: 'every table belongs to the owner',
    question: `select name as fault from ${tables} t where pg_get_userbyid(relowner) <> 'seogo_owner'`,
    breach: 'create table stray (id int)',
    found: /public\.stray/,
  },
  {
    says: 'the owner cannot sign in, and no role that can is mighty or a member of another',
    question: `
      select rolname as fault from pg_roles where rolname = 'seogo_owner' and rolcanlogin
      union all
      select rolname from pg_roles where rolname = any (${signingIn})
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
      union all
      select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = any (${signingIn})`,
    breach: 'grant seogo_system to seogo_app',
    found: /seogo_app/,
  },
  {
    says: 'every table has row-level security on',
    question: `select name as fault from ${tables} t where not relrowsecurity`,
    breach: 'alter table papers disable row level security',
    found: /public\.papers/,
  },
  {
    says: 'every table has a policy',
    question: `select name as fault from ${tables} t
      where not relispartition and not exists (select from pg_policy p where p.polrelid = t.oid)`,
    breach: 'create table stray (id int); alter table stray enable row level security',
    found: /public\.stray/,
  },
  {
    says: 'no policy shows the application every row',
    question: `select t.name || ': ' || p.polname as fault
      from pg_policy p join ${tables} t on t.oid = p.polrelid
     where (p.polroles = '{0}' or 'seogo_app'::regrole = any (p.polroles))
       and (pg_get_expr(p.polqual, p.polrelid) = 'true' or pg_get_expr(p.polwithcheck, p.polrelid) = 'true')`,
    breach: 'create policy generous on papers for select to seogo_app using (true)',
    found: /public\.papers: generous/,
  },
  {
    says: 'a partition is reached through its parent only',
    question: `select name as fault from ${tables} t, aclexplode(relacl) a where relispartition and a.grantee <> relowner`,
    breach: `do $$ begin execute (select format('grant select on %s to seogo_app', min(inhrelid::regclass::text))
      from pg_inherits where inhparent = 'notifications'::regclass); end $$`,
    found: /public\.notifications_/,
  },
  {
    says: 'the roles read and write rows and do nothing else to a table, and the public does nothing',
    question: `select t.name || ': ' || a.privilege_type || ' ' || a.grantee::regrole as fault
      from ${tables} t, aclexplode(t.relacl) a
     where a.grantee <> t.relowner
       and (a.grantee = 0 or a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or a.is_grantable)`,
    breach: 'grant all on papers to seogo_app',
    found: /public\.papers: TRUNCATE seogo_app/,
  },
  {
    says: 'every foreign key has an index on its columns',
    // A partial index serves a foreign key only when it leaves out nothing but nulls.
    question: `select t.name || ': ' || k.conname as fault
      from pg_constraint k join ${tables} t on t.oid = k.conrelid
     where k.contype = 'f' and not t.relispartition
       and not exists (
         select from pg_index i
          where i.indrelid = k.conrelid and i.indisvalid
            and (select array_agg(c order by c) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) c)
              = (select array_agg(c order by c) from unnest(k.conkey) c)
            and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$'))`,
    breach: 'drop index files_paper',
    found: /public\.files: files_library_id_paper_id_fkey/,
  },
  {
    says: 'a reference between tables of a library carries the library, so it cannot cross into another',
    question: `select t.name || ': ' || k.conname as fault
      from pg_constraint k
      join ${tables} t on t.oid = k.conrelid
      join pg_attribute theirs on theirs.attrelid = k.confrelid and theirs.attname = 'library_id'
      left join pg_attribute own on own.attrelid = k.conrelid and own.attname = 'library_id'
     where k.contype = 'f'
       and (array_position(k.conkey, own.attnum) = array_position(k.confkey, theirs.attnum)) is not true`,
    breach: 'create table remarks (paper_id uuid references papers (id))',
    found: /public\.remarks/,
  },
  {
    says: 'a view shows what its reader may see, and nothing is materialised past the policies',
    question: `select n.nspname || '.' || it.relname as fault
      from pg_class it join pg_namespace n on n.oid = it.relnamespace
     where (it.relkind = 'm' or (it.relkind = 'v' and coalesce(it.reloptions::text, '') not like '%security_invoker=true%'))
       and ${ours}`,
    breach: 'create view everything as select * from papers',
    found: /public\.everything/,
  },
  {
    says: 'a function with its owner’s rights pins its search path and is not everybody’s to call',
    question: `select it.oid::regprocedure::text as fault
      from pg_proc it join pg_namespace n on n.oid = it.pronamespace
     where it.prosecdef and ${ours}
       and (not exists (select from unnest(it.proconfig) s where s like 'search\\_path=pg_catalog, %pg_temp')
            or it.proacl is null or exists (select from aclexplode(it.proacl) a where a.grantee = 0))`,
    breach: 'create function mighty() returns int language sql security definer return 1',
    found: /mighty\(\)/,
  },
  {
    says: 'every instant is stored with its zone',
    question: `select t.name || '.' || a.attname as fault
      from ${tables} t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     where a.atttypid in ('timestamp'::regtype, 'timetz'::regtype)`,
    breach: 'alter table papers add seen_at timestamp',
    found: /public\.papers\.seen_at/,
  },
]

async function faultsOf({ question }: Rule): Promise<string[]> {
  const { rows } = await admin.query<{ fault: string }>(question)
  return rows.map(({ fault }) => fault)
}

test.each(rules)('$says', async (rule) => {
  expect(await faultsOf(rule)).toEqual([])
})

test.each(rules)('"$breach" would be found', async (rule) => {
  await admin.query('begin')
  try {
    await admin.query(rule.breach)
    expect(await faultsOf(rule)).toContainEqual(expect.stringMatching(rule.found))
  } finally {
    await admin.query('rollback')
  }
})

test('the house itself finds nothing wrong with its database', async () => {
  const bare = await openBareHouse()
  try {
    expect(await bare.house.database.asSystem('test', readDatabaseFaults)).toEqual([])
  } finally {
    await bare.close()
  }
})

test('the house complains of a database that somebody has loosened', async () => {
  const bare = await openBareHouse()
  const somebody = new pg.Client(bare.house.database.address.admin)
  await somebody.connect()
  try {
    await somebody.query(`alter table files disable row level security;
      create table bare (id int); alter table bare enable row level security;
      grant truncate on papers to seogo_app;
      create view everything as select * from papers`)
    const found = await bare.house.database.asSystem('test', readDatabaseFaults)
    for (const complaint of [
      /files has no row-level security/,
      /bare has row-level security and no policy/,
      /bare belongs to/,
      /seogo_app may truncate public\.papers/,
      /everything shows rows past the policies/,
    ]) {
      expect(found).toContainEqual(expect.stringMatching(complaint))
    }
  } finally {
    await somebody.end()
    await bare.close()
  }
})
