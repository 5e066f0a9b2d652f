import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { round } from '../measure.ts'

const figures = z.record(z.string(), z.number())
const madeOf = z.object({
  papers: z.int(),
  libraries: z.int(),
  built: z.object({ seconds: figures, megabytes: figures }),
  fts5: z.object({ seconds: z.number(), megabytes: z.number() }),
})
export type MadeOf = z.infer<typeof madeOf>

const begun = z.object({
  papers: z.int(),
  libraries: z.int(),
  /** Seconds of each step that is done. */
  seconds: figures,
  /** How the indexes are made that are off while their tables are filled. */
  indexes: z.record(z.string(), z.string()),
})

type Wanted = { readonly papers: number; readonly libraries: number }

/** What is done of making a database, and what remains to be known of it by a run that goes on. */
export type Progress = {
  readonly seconds: Readonly<Record<string, number>>
  readonly indexes: Record<string, string>
  /** Does what is not done yet, and notes that it is. */
  step(name: string, work: () => Promise<unknown>): Promise<void>
  save(): void
}

function progressOf(file: string, wanted: Wanted): Progress {
  const state = existsSync(file)
    ? begun.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { ...wanted, seconds: {}, indexes: {} }
  const save = () => writeFileSync(file, JSON.stringify(state))
  return {
    seconds: state.seconds,
    indexes: state.indexes,
    async step(name, work) {
      if (name in state.seconds) return
      const start = performance.now()
      await work()
      state.seconds[name] = round((performance.now() - start) / 1_000)
      save()
    },
    save,
  }
}

const sameSize = (path: string, known: Wanted, wanted: Wanted) => {
  if (known.papers !== wanted.papers || known.libraries !== wanted.libraries)
    throw new Error(`${path} holds ${known.papers} papers in ${known.libraries} libraries`)
}

/**
 * The folder a database is made in, or was made in by an earlier run: a million papers take half an hour to make. A run that
 * is ended before it is whole is gone on with by the next one. Without a name it is gone at the end.
 */
export async function openFolder(kept: string | undefined, wanted: Wanted) {
  const path = kept === undefined ? await mkdtemp(join(tmpdir(), 'seogo-bench-')) : resolve(kept)
  await mkdir(path, { recursive: true })
  const file = join(path, 'made.json')
  const made = existsSync(file) ? madeOf.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (made !== undefined) sameSize(path, made, wanted)
  return {
    path,
    /** What was made before; undefined when everything is still to be made. */
    made,
    progress: progressOf(join(path, 'begun.json'), wanted),
    finish: (now: MadeOf) => writeFile(file, JSON.stringify(now)),
    close: async () => {
      if (kept === undefined) await rm(path, { recursive: true, force: true })
    },
  }
}
