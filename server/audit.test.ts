import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signIn } from '#features/accounts/contract.ts'
import { type AuditAct, exportAudit, listAudit, listOwnAudit, verifyAudit } from '#features/audit/contract.ts'
import { record } from '#features/audit/server/audit.ts'
import { exportPapers } from '#features/exports/contract.ts'
import { removeKey, saveKey } from '#features/vault/contract.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

let seogo: TestHouse
let owner: Person
let ann: Person
let admin: pg.Client

beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
  admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await seogo.close()
})

const provider = (label: string) => ({
  body: { label, provider: 'openai-compatible' as const, baseUrl: 'http://127.0.0.1:9/v1', model: 'm' },
})
const actsOf = async (person: Person, act: AuditAct) =>
  (await person.call(listOwnAudit, { query: { act } })).items

describe('a trace', () => {
  test('is left by signing in, joining, and keeping and removing a key, each with who and what', async () => {
    const { id } = await ann.call(saveKey, provider('of Ann'))
    await ann.call(removeKey, { params: { keyId: id } })
    expect((await actsOf(ann, 'signed_in')).length).toBe(1)
    expect((await actsOf(ann, 'person_joined'))[0]?.facts).toEqual({ role: 'member' })
    expect((await actsOf(ann, 'key_saved'))[0]).toMatchObject({
      by: { id: ann.userId, name: 'Ann' },
      subject: { kind: 'key', id, title: 'of Ann' },
    })
    expect((await actsOf(ann, 'key_removed'))[0]?.subject?.id).toBe(id)
  })

  test('of a refused sign-in names the person whose account it was, and not what was typed', async () => {
    const attempt = (email: string) =>
      seogo.app.inject({
        method: 'POST',
        url: signIn.path,
        payload: { email, password: 'not the right one' },
      })
    expect((await attempt(ann.email)).statusCode).toBe(401)
    expect((await attempt('hunter2-typed-here@example.org')).statusCode).toBe(401)
    expect((await actsOf(ann, 'sign_in_refused'))[0]).toMatchObject({
      by: null,
      facts: { reason: 'wrong_credentials' },
    })
    const { rows } = await admin.query(`select from audit_entries e where to_jsonb(e)::text like '%hunter2%'`)
    expect(rows).toEqual([])
  })

  test('is not left by what was rolled back', async () => {
    const { seq } = (await owner.call(listAudit, { query: { limit: 1 } })).items[0] ?? { seq: 0 }
    const failing = seogo.house.database.asUser(ann.userId, async (tx) => {
      await record(tx, { act: 'key_saved', by: ann.userId })
      throw new Error('after all not')
    })
    await expect(failing).rejects.toThrow('after all not')
    expect((await owner.call(listAudit, { query: { limit: 1 } })).items[0]?.seq).toBe(seq)
  })

  test('is seen by its own person and by administrators, and by nobody else', async () => {
    const ben = await seogo.person('Ben')
    const seen = (await ben.call(listOwnAudit, { query: {} })).items
    expect(seen.every(({ by, person }) => by?.id === ben.userId || person?.id === ben.userId)).toBe(true)
    await expect(ben.call(listAudit, { query: {} })).rejects.toThrow('403 not_permitted')
    const found = await owner.call(listAudit, { query: { q: 'of ann', act: 'key_saved' } })
    expect(found.items.map(({ by }) => by?.name)).toEqual(['Ann'])
  })

  test('cannot be left in another person’s name by the application, nor changed or taken away by any role', async () => {
    await seogo.house.database.asUser(ann.userId, (tx) =>
      record(tx, { act: 'papers_exported', by: owner.userId, userId: ann.userId }),
    )
    expect((await actsOf(ann, 'papers_exported'))[0]?.by?.id).toBe(ann.userId)
    for (const role of ['seogo_app', 'seogo_system', 'seogo_auth'] as const) {
      const client = new pg.Client(seogo.house.database.address.as(role))
      await client.connect()
      for (const statement of [
        `update audit_entries set act = 'signed_in'`,
        'delete from audit_entries',
        'truncate audit_entries',
        'delete from app.audit_inbox',
        'update app.audit_head set seq = 0',
        `insert into audit_entries (seq, at, act, previous, hash) values (0, now(), 'a', '', '')`,
      ])
        await expect(client.query(statement), `${role}: ${statement}`).rejects.toMatchObject({
          code: '42501',
        })
      await client.end()
    }
    await expect(admin.query('delete from audit_entries')).rejects.toThrow('only ever added to')
  })

  test('is read in pages, and as a CSV that no spreadsheet runs and that leaves a trace itself', async () => {
    const { id } = await ann.call(saveKey, provider('=cmd|calc'))
    const first = await owner.call(listAudit, { query: { limit: 2 } })
    const second = await owner.call(listAudit, { query: { limit: 2, cursor: first.next ?? '' } })
    expect(second.items[0]?.seq).toBe((first.items[1]?.seq ?? 0) - 1)
    const csv = await owner.request('GET', `${exportAudit.path}?act=key_saved`)
    expect(csv.body).toContain(`key,${id},'=cmd|calc`)
    expect((await owner.call(listAudit, { query: { act: 'audit_exported' } })).items.length).toBe(1)
    await ann.request('GET', exportPapers.path)
    expect((await actsOf(ann, 'papers_exported'))[0]?.facts).toEqual({ format: 'bibtex' })
  })

  test('of each of a hundred acts at once stands in the chain', async () => {
    const before = await owner.call(verifyAudit, {})
    await Promise.all(
      Array.from({ length: 100 }, () =>
        seogo.house.database.asUser(ann.userId, (tx) => record(tx, { act: 'key_used', by: ann.userId })),
      ),
    )
    const after = await owner.call(verifyAudit, {})
    expect(after).toMatchObject({ isSound: true, fault: null, firstSeq: 1 })
    expect(after.head.seq).toBe(before.head.seq + 100)
  })
})

describe('verification', () => {
  // Each tampers as the owner of the tables, with the guard against accidents off, and puts everything back.
  beforeEach(async () => {
    await admin.query('alter table audit_entries disable trigger user')
    await admin.query('create table if not exists kept as select * from audit_entries')
    await admin.query('create table if not exists kept_head as select * from app.audit_head')
    return async () => {
      await admin.query('delete from audit_entries')
      await admin.query('insert into audit_entries select * from kept')
      await admin.query('update app.audit_head set seq = k.seq, hash = k.hash from kept_head k')
      await admin.query('drop table kept, kept_head')
      expect((await owner.call(verifyAudit, {})).isSound).toBe(true)
    }
  })

  const rehashed = 'update audit_entries e set hash = app.audit_hash(e) where seq = 5'
  test.each([
    [
      ['set role seogo_owner', `update audit_entries set actor_name = 'Eve' where seq = 5`, 'reset role'],
      5,
      'altered',
    ],
    [[`update audit_entries set at = at + interval '1 microsecond' where seq = 5`], 5, 'altered'],
    [[`update audit_entries set facts = '{"a": 1}' where seq = 5`], 5, 'altered'],
    [[`update audit_entries set actor_name = 'Eve' where seq = 5`, rehashed], 5, 'rewritten'],
    [['delete from audit_entries where seq = 5'], 5, 'missing'],
    [['delete from audit_entries where seq < 5'], 1, 'missing'],
    [['delete from audit_entries where seq = (select max(seq) from audit_entries)'], -1, 'missing'],
  ])('after %s names row %i as %s', async (statements, seq, kind) => {
    const { head } = await owner.call(verifyAudit, {})
    for (const statement of statements) await admin.query(statement)
    const { isSound, fault } = await owner.call(verifyAudit, {})
    expect([isSound, fault]).toEqual([false, { seq: seq === -1 ? head.seq : seq, kind }])
  })
})
