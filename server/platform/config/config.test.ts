import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('every fault of the environment is told at once', () => {
  const read = () =>
    readConfig({ SEOGO_PORT: 'many', SEOGO_LOG_LEVEL: 'loud', SEOGO_PROT: '1', HOME: '/root' })
  expect(read).toThrow(ConfigError)
  try {
    read()
  } catch (error) {
    expect(error instanceof ConfigError && error.faults).toHaveLength(3)
  }
})

test('defaults need no environment at all', () => {
  expect(readConfig({})).toMatchObject({ SEOGO_HOST: '127.0.0.1', SEOGO_PORT: 7350 })
})

test('a secret may stand in a file and never prints', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'seogo-config-')), 'key')
  writeFileSync(file, 'planted-secret-text\n')
  const config = readConfig({ SEOGO_SECRET_KEY_FILE: file })
  expect(config.SEOGO_SECRET_KEY?.reveal()).toBe('planted-secret-text')
  expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toContain('planted-secret-text')
})

test('a secret given twice is a fault, and so is a file that is not there', () => {
  expect(() => readConfig({ SEOGO_SECRET_KEY: 'a', SEOGO_SECRET_KEY_FILE: '/nowhere/key' })).toThrow(
    /both set[\s\S]*cannot be read/,
  )
})
