import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { getHealth } from '../contract.ts'
import { checkHouse, knowHealthChecks } from './health.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('the owner sees every part of a sound house, with figures', async () => {
  const owner = await house.person('Ann')
  const health = await owner.call(getHealth, {})
  const states = new Map(health.parts.map(({ part, state }) => [part, state]))
  for (const part of ['database', 'queue', 'live', 'files']) expect(states.get(part)).toBe('ok')
  const facts = health.parts.find(({ part }) => part === 'database')?.facts
  expect(facts).toMatchObject({ version: expect.stringMatching(/^\d+\./), connections: expect.any(Number) })
})

test('a house in which no worker runs says so', async () => {
  const owner = await house.person('Bea', 'admin')
  const { state, parts } = await owner.call(getHealth, {})
  expect(parts.find(({ part }) => part === 'processes')).toMatchObject({
    state: 'degraded',
    facts: { apis: 0, workers: 0 },
    message: expect.stringContaining('npm start'),
  })
  expect(state).toBe('degraded')
})

test('a member may not look into the machine room', async () => {
  const member = await house.person('Cho', 'member')
  await expect(member.call(getHealth, {})).rejects.toThrow('403 not_permitted')
})

test('a part that fails is down with its reason, and the others are still told', async () => {
  const ok = { state: 'ok' as const, facts: { answer: 42 } }
  const here = { ...house.house }
  knowHealthChecks(here, [
    { part: 'sound', check: () => Promise.resolve(ok) },
    { part: 'broken', check: () => Promise.reject(new Error('the pump is dry')) },
  ])
  expect(await checkHouse(here)).toMatchObject({
    state: 'down',
    parts: [
      { part: 'sound', state: 'ok', facts: { answer: 42 }, message: null },
      { part: 'broken', state: 'down', message: 'the pump is dry' },
    ],
  })
})
