import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOfMigration, firstHeld } from './migration-faults.ts'
import { HOUSE_ROOT } from './source-files.ts'

test.each([
  'alter table papers alter column year type bigint;',
  'alter table public.papers alter year set data type bigint using year::bigint;',
  'alter table papers add column token uuid not null default gen_random_uuid();',
  'alter table papers add constraint sane check (year > 0);',
  'alter table papers alter column year set not null;',
  'truncate table papers;',
  'lock table papers in exclusive mode;',
  'drop table papers;',
  'alter table papers drop column year;',
  'alter table papers rename column year to issued;',
])('%s is refused', (sql) => {
  expect(faultsOfMigration(sql)).toHaveLength(1)
})

test.each([
  'create table shelves (id int); alter table shelves add check (id > 0); alter table shelves alter column id set not null;',
  'alter table papers add column token uuid;',
  "alter table papers add column state text not null default 'new';",
  'alter table papers add constraint sane check (year > 0) not valid;',
  'create index on papers (year);',
  '-- contract: unused since 0095\nalter table papers drop column year;',
  '-- alter table papers drop column year;',
  'create function app.f() returns void language plpgsql as $$ begin truncate table papers; end $$;',
  'drop function app.f();',
])('%s keeps nobody out', (sql) => {
  expect(faultsOfMigration(sql)).toEqual([])
})

test('no migration since there are installations keeps readers out or breaks the version before', () => {
  const folder = join(HOUSE_ROOT, 'migrations')
  const held = readdirSync(folder).filter((name) => Number(name.slice(0, 4)) >= firstHeld)
  const faults = held.flatMap((name) =>
    faultsOfMigration(readFileSync(join(folder, name), 'utf8')).map((fault) => `${name}: ${fault}`),
  )
  expect(faults).toEqual([])
})
