import { createWriteStream, existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { openExport } from '#features/exports/server/exports.ts'
import { openDatabase } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { dropDatabase } from '#platform/database/sets/databases.ts'
import type { House } from '#platform/house.ts'
import {
  type FileOfPaper,
  findPerson,
  listReadableTables,
  listVisibleFiles,
  listVisiblePapers,
  readVisibleRows,
} from './extract-queries.ts'
import { readFileList } from './file-list.ts'
import type { Manifest } from './format/manifest.ts'
import { readContent } from './parts.ts'
import { restoreRows } from './restore-set.ts'
import type { Shelf } from './shelf.ts'

type Extract = {
  readonly house: House
  readonly shelf: Shelf
  readonly set: Manifest
  readonly email: string
  /** One of the person's papers; all that they see unless told. */
  readonly paperId?: PaperId | undefined
  /** A folder that is not there yet. */
  readonly folder: string
  readonly tell?: (stage: string, done: number, total: number) => void
}

export type Extracted = { readonly papers: number; readonly rows: number; readonly files: number }

/**
 * Picks out of a set what one person saw then, or one of their papers: a bibliography, every row of every table as a line of
 * JSON, and the files. It is read in a scratch database under that moment's policies, as that person; the library of today
 * is not touched.
 * @throws Problem person_not_found, paper_not_found, backup_damaged; backup_folder_exists
 */
export async function extract(options: Extract): Promise<Extracted> {
  const { house, shelf, set, email, paperId, folder, tell } = options
  if (existsSync(folder)) throw new Problem('backup_folder_exists', { folder })
  const { address } = house.database
  const name = `${address.database}_drill_x${Date.now().toString(36)}`
  await restoreRows({ address, shelf, set, database: name, ...(tell && { tell }) })
  const scratch = openDatabase({ address: address.in(name), log: house.log, poolMax: 2 })
  try {
    await migrate(address.in(name))
    const then = { ...house, database: scratch }
    const person = await scratch.asSystem('find whose data is picked out', (tx) => findPerson(tx, email))
    if (!person) throw new Problem('person_not_found', { email })
    const files = await scratch.asUser(person, (tx) => listVisibleFiles(tx, paperId))
    await mkdir(join(folder, 'rows'), { recursive: true })
    const counts = await scratch.asUser(person, async (tx) => {
      const found = new Map<string, number>()
      for (const table of await listReadableTables(tx)) {
        if (paperId !== undefined && table.paperColumn === null) continue
        const lines = counted(readVisibleRows(tx, table, paperId), (rows) => found.set(table.name, rows))
        await pipeline(Readable.from(lines), createWriteStream(join(folder, 'rows', `${table.name}.jsonl`)))
      }
      return found
    })
    const papers = counts.get('papers') ?? 0
    if (paperId !== undefined && papers === 0) throw new Problem('paper_not_found', { id: paperId })
    const ids = paperId === undefined ? await scratch.asUser(person, listVisiblePapers) : [paperId]
    for (const [format, file] of [
      ['bibtex', 'papers.bib'],
      ['csl-json', 'papers.csl.json'],
    ] as const) {
      const stream = await openExport(then, person, {
        format,
        options: { ascii: false, bom: false },
        choice: { ids },
      })
      await pipeline(stream, createWriteStream(join(folder, file)))
    }
    const rows = [...counts.values()].reduce((sum, count) => sum + count, 0)
    return { papers, rows, files: await putFiles(options, files) }
  } finally {
    await scratch.close()
    await dropDatabase(address, name)
  }
}

async function* counted(
  batches: AsyncIterable<string[]>,
  tell: (rows: number) => void,
): AsyncGenerator<string> {
  let rows = 0
  for await (const batch of batches) {
    rows += batch.length
    yield `${batch.join('\n')}\n`
  }
  tell(rows)
}

/** A name that every system takes, and no two files share. */
function nameOf({ sha256, name }: FileOfPaper): string {
  const safe = name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '_')
  return `${sha256.slice(0, 8)} ${safe.slice(-100)}`
}

async function putFiles(
  { shelf, set, folder, tell }: Extract,
  wanted: readonly FileOfPaper[],
): Promise<number> {
  const byHash = Map.groupBy(wanted, ({ sha256 }) => sha256)
  if (byHash.size === 0) return 0
  await mkdir(join(folder, 'files'))
  let put = 0
  for await (const { sha256, part } of readFileList(shelf, set)) {
    for (const file of byHash.get(sha256) ?? []) {
      const bytes = Readable.from(readContent(shelf, part, `file ${sha256}`), { objectMode: false })
      await pipeline(bytes, createWriteStream(join(folder, 'files', nameOf(file))))
      put += 1
      tell?.('files', put, wanted.length)
    }
  }
  return put
}
