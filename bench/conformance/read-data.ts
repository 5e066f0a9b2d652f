import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { readBibliographyHere } from '../../features/imports/server/formats/read-text.ts'
import type { ReadEntry } from '../../features/imports/server/formats/reading.ts'
import type { Tally } from './tally.ts'

/** A folder with the names of the shared test data; any file of it may be absent. */
export class DataFolder {
  readonly path: string
  /** Files that were asked for and are not there. */
  readonly absent = new Set<string>()

  constructor(path: string) {
    this.path = path
  }

  has(name: string): boolean {
    const isThere = existsSync(join(this.path, name))
    if (!isThere) this.absent.add(name)
    return isThere
  }

  bytes(name: string): Uint8Array {
    return readFileSync(join(this.path, name))
  }

  /** The lines of a JSONL file, each checked. */
  lines<T>(name: string, schema: z.ZodType<T>): T[] {
    return readFileSync(join(this.path, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => schema.parse(JSON.parse(line)))
  }
}

/** Reads a bibliography; a crash is written down, and nothing is read then. */
export function readEntries(
  tally: Tally,
  of: string,
  bytes: Uint8Array,
  fileName: string,
): readonly ReadEntry[] {
  try {
    const reading = readBibliographyHere(bytes, fileName, () => undefined)
    return 'entries' in reading ? reading.entries : []
  } catch (error) {
    tally.crashes.push(`${of}: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}
