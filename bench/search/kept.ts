import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const figures = z.record(z.string(), z.number())
const madeOf = z.object({
  papers: z.int(),
  libraries: z.int(),
  built: z.object({ seconds: figures, megabytes: figures }),
  fts5: z.object({ seconds: z.number(), megabytes: z.number() }),
})
export type MadeOf = z.infer<typeof madeOf>

type Wanted = { readonly papers: number; readonly libraries: number }

/**
 * The folder a database is made in, or was made in by an earlier run: a million papers take half an hour to make. Without a
 * name it is gone at the end.
 */
export async function openFolder(kept: string | undefined, wanted: Wanted) {
  const path = kept === undefined ? await mkdtemp(join(tmpdir(), 'seogo-bench-')) : resolve(kept)
  await mkdir(path, { recursive: true })
  const file = join(path, 'made.json')
  const made = existsSync(file) ? madeOf.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (made !== undefined && (made.papers !== wanted.papers || made.libraries !== wanted.libraries))
    throw new Error(`${path} holds ${made.papers} papers in ${made.libraries} libraries`)
  return {
    path,
    /** What was made before; undefined when everything is still to be made. */
    made,
    finish: (now: MadeOf) => writeFile(file, JSON.stringify(now)),
    close: async () => {
      if (kept === undefined) await rm(path, { recursive: true, force: true })
    },
  }
}
