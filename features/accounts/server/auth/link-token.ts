import { createHash } from 'node:crypto'

/** What is stored of a link's token. It has 256 bits of its own, so one plain hash is enough: there is nothing to guess. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}
