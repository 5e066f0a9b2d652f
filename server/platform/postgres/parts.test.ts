import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { listAccounts, pickAccount } from './account.ts'
import { completeLinks } from './binaries.ts'
import { readLogTail, trimLogFile } from './log-file.ts'
import { readPostmasterPid, removeStalePostmasterPid } from './postmaster-pid.ts'
import { isAlive, isServerProcess } from './process-facts.ts'
import { sharedBuffersBytes } from './settings.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'seogo-parts-'))
  onTestFinished(() => rmSync(place, { recursive: true }))
})

test('missing library links are made and present ones are left alone', () => {
  mkdirSync(join(place, 'native', 'lib'), { recursive: true })
  const link = { source: 'native/lib/libicuuc.so.60.2', target: 'native/lib/libicuuc.so.60' }
  writeFileSync(join(place, 'native', 'pg-symlinks.json'), JSON.stringify([link]))
  writeFileSync(join(place, 'native', 'lib', 'libicuuc.so.60.2'), 'icu')
  completeLinks(place)
  completeLinks(place)
  expect(readlinkSync(join(place, link.target))).toBe('libicuuc.so.60.2')
  expect(readFileSync(join(place, link.target), 'utf8')).toBe('icu')
})

test('the customary account is chosen before nobody, and root never', () => {
  const passwd = ['root:x:0:0::/root:/bin/sh', 'nobody:x:65534:65534::/:', 'postgres:x:0:0::/:', ''].join(
    '\n',
  )
  expect(pickAccount(listAccounts(passwd))?.name).toBe('nobody')
  const better = `${passwd}postgres:x:101:104::/var/lib/postgresql:/bin/bash\n`
  expect(pickAccount(listAccounts(better))).toEqual({ name: 'postgres', uid: 101, gid: 104 })
  expect(pickAccount(listAccounts('root:x:0:0::/root:/bin/sh\n'))).toBeUndefined()
})

test.each([
  [1, 64],
  [2, 64],
  [4, 512],
  [8, 1_536],
  [256, 8_192],
])('of %i GiB of memory %i MiB are buffers', (memoryGib, megabytes) => {
  expect(sharedBuffersBytes(memoryGib * 1024 ** 3) / 1024 ** 2).toBe(megabytes)
})

test('a log of more than 10 MB is kept once and begun anew', () => {
  const log = join(place, 'postgres.log')
  writeFileSync(log, 'x'.repeat(11 * 1024 * 1024))
  trimLogFile(log)
  expect(readFileSync(log, 'utf8')).toBe('')
  expect(existsSync(`${log}.1`)).toBe(true)
  writeFileSync(log, 'old\nnew\n')
  expect(readLogTail(log, 4)).toBe('new\n')
})

test('a postmaster.pid written by somebody else in the meantime is put back', () => {
  const file = join(place, 'postmaster.pid')
  writeFileSync(file, '4711\n/data\n1\n5432\n/run/x\n\n1 1\nready   \n')
  removeStalePostmasterPid(place, 4712)
  expect(readPostmasterPid(place)).toEqual({ pid: 4711, port: 5432, socketFolder: '/run/x', status: 'ready' })
  removeStalePostmasterPid(place, 4711)
  expect(readPostmasterPid(place)).toBeUndefined()
})

test('a living process is not a server merely because it lives', () => {
  expect(isAlive(process.pid)).toBe(true)
  expect(isServerProcess(process.pid, process.cwd())).toBe(false)
  expect(isAlive(99_999_999)).toBe(false)
})
