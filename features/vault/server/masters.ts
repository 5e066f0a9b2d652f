import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { House } from '#platform/house.ts'

/** A master key and the id that stands in front of what it wrapped; the id tells nothing of the key. */
export type Master = { readonly id: string; readonly secret: Secret }

/** The masters that are known: the first wraps, the others only open what they wrapped before. */
export type Masters = readonly [Master, ...Master[]]

/** Tells masters apart without telling anything of them. */
export function masterIdOf(secret: Secret): string {
  return deriveKey(secret, 'vault key id').export().toString('hex').slice(0, 12)
}

const toMaster = (secret: Secret): Master => ({ id: masterIdOf(secret), secret })
const linesOf = (text: string, separator: RegExp) =>
  text
    .split(separator)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => toMaster(Secret.of(line)))

export const masterFileOf = ({ config }: House): string => join(config.SEOGO_DATA_DIR, 'vault.key')

function readFile(house: House): Master[] {
  const path = masterFileOf(house)
  return existsSync(path) ? linesOf(readFileSync(path, 'utf8'), /\n/) : []
}

/**
 * The masters as configuration and data folder say at this moment: `SEOGO_VAULT_KEY`, else `vault.key`, else the
 * installation's secret, which every installation begins with and which is always known.
 */
export function readMasters(house: House): Masters {
  const { SEOGO_VAULT_KEY: key, SEOGO_VAULT_OLD_KEYS: old } = house.config
  const configured = key ? [toMaster(key)] : []
  const earlier = old ? linesOf(old.reveal(), /[,\s]+/) : []
  const [current, ...others] = [...configured, ...readFile(house), ...earlier]
  const first = toMaster(house.secretKey)
  return current ? [current, ...others, first] : [first]
}

const known = new WeakMap<House, Masters>()

/** Forgets what this process read, so that a master another process made is found. */
export function rereadMasters(house: House): Masters {
  const masters = readMasters(house)
  known.set(house, masters)
  return masters
}

/** @returns the key that a master wraps with; undefined when no such master is known, here or in the data folder */
export function findMasterKey(house: House, id: string) {
  const find = (masters: Masters) => masters.find((master) => master.id === id)
  const master = find(known.get(house) ?? rereadMasters(house)) ?? find(rereadMasters(house))
  return master && wrappingKey(master)
}

export function wrappingKey({ secret }: Master) {
  return deriveKey(secret, 'vault master')
}

/** Puts masters into `vault.key`, the first one current, in one step: a crash leaves the old file or the new one. */
export function writeMasterFile(house: House, secrets: readonly Secret[]): void {
  const path = masterFileOf(house)
  const beside = `${path}.new`
  const file = openSync(beside, 'w', 0o600)
  try {
    chmodSync(beside, 0o600)
    writeSync(file, secrets.map((secret) => `${secret.reveal()}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
  known.delete(house)
}

/** The masters of the file alone. */
export function masterFileSecrets(house: House): Secret[] {
  return readFile(house).map(({ secret }) => secret)
}
