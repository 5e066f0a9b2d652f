import { expect, test } from 'vitest'
import { isAllowed } from './check-licences.ts'
import { findUnlocked, readDeclared, readLock } from './check-lockfile.ts'
import { withAllTheyNeed } from './package-lock.ts'

const integrity = 'sha512-0'

test('a locked package without a hash, from another host, or linked from a folder is a fault', () => {
  const faults = readLock({
    'node_modules/sound': { integrity, resolved: 'https://registry.npmjs.org/sound/-/sound-1.0.0.tgz' },
    'node_modules/plain': { integrity },
    'node_modules/carried': { inBundle: true },
    'node_modules/other-darwin-arm64': { optional: true },
    'node_modules/ours-linux-x64-gnu': { optional: true },
    'node_modules/loose': {},
    'node_modules/elsewhere': { integrity, resolved: 'https://mirror.example/elsewhere.tgz' },
    'node_modules/folder': { link: true },
  })
  expect(faults.map((fault) => fault.split(' ', 1)[0])).toEqual([
    'node_modules/ours-linux-x64-gnu',
    'node_modules/loose',
    'node_modules/elsewhere',
    'node_modules/folder',
  ])
})

test('a dependency is locked beside its package, inside it or above it, and missed otherwise', () => {
  const packages = {
    'node_modules/a': { dependencies: { b: '1', c: '1' }, optionalDependencies: { 'd-darwin-arm64': '1' } },
    'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
    'node_modules/c': {},
  }
  expect(findUnlocked(packages)).toEqual([
    'node_modules/a needs d-darwin-arm64, which is not locked: npm ci will refuse',
  ])
})

test('a declared version is exact and the one that is locked', () => {
  const packages = { 'node_modules/a': { version: '1.2.3' }, 'node_modules/b': { version: '18.4.0-beta.17' } }
  expect(readDeclared({ a: '1.2.3', b: '18.4.0-beta.17' }, packages)).toEqual([])
  expect(readDeclared({ a: '^1.2.3' }, packages)).toHaveLength(1)
  expect(readDeclared({ a: '1.2.4' }, packages)).toHaveLength(1)
  expect(readDeclared({ c: '1.0.0' }, packages)).toHaveLength(1)
})

test('a licence passes with one allowed side of an OR and every side of an AND', () => {
  const allowed = (id: string) => id === 'MIT' || id === 'ISC'
  expect(isAllowed('MIT', allowed)).toBe(true)
  expect(isAllowed('(AGPL-3.0 OR MIT)', allowed)).toBe(true)
  expect(isAllowed('ISC AND MIT', allowed)).toBe(true)
  expect(isAllowed('ISC AND GPL-3.0-only', allowed)).toBe(false)
  expect(isAllowed('AGPL-3.0-only', allowed)).toBe(false)
})

test('what a package needs is found inside it before it is found above it', () => {
  const packages = {
    'node_modules/a': { dependencies: { b: '1', c: '1' } },
    'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
    'node_modules/b': {},
    'node_modules/c': { optionalDependencies: { 'd-darwin-arm64': '1' } },
    'node_modules/e': {},
  }
  expect([...withAllTheyNeed(['a'], packages)]).toEqual([
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ])
})
