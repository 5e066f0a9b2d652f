import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type ImportId, libraryId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { type ImportReport, importReport } from '../contract.ts'
import { countUnreadFiles } from './queries.ts'
import { type GivenFile, receiveFiles } from './receive-files.ts'
import { readReport } from './report.ts'

const lookEveryMs = 200

/** `seogo import <files or folders…>`: the same as dropping them on the screen. */
export async function importCommand(context: CommandContext): Promise<number> {
  const { house, args, options, terminal } = context
  const into = options.library === undefined ? undefined : requireLibraryId(options.library)
  if (args.length === 0) throw new Problem('import_empty')
  const sources: Source[] = []
  for (const path of args) sources.push(...(await sourcesOf(path)))
  const userId = await context.caller()
  const files = openOneByOne(sources, (path, at) =>
    terminal.bar(`taking in ${basename(path)}`, (100 * at) / sources.length),
  )
  const id = await receiveFiles(house, { userId, libraryId: into, files })
  terminal.bar('taking in', undefined)
  if (options.wait === true) await context.whileWorking(() => waitFor(context, userId, id))
  const report = await currentReport(house, userId, id)
  print(context, report)
  return report.refusedCount > 0 || report.state === 'failed' ? 1 : 0
}

function requireLibraryId(given: unknown) {
  const parsed = libraryId.safeParse(given)
  if (!parsed.success) throw new Problem('bad_request', { where: '--library', given })
  return parsed.data
}

type Source = { readonly path: string; readonly fileName: string }

// Of a folder what can be imported; of files that are named everything, so that what is refused is told.
const importable = /\.(?:pdf|bib|bibtex|ris|json|xml|rdf|nbib|enw|ciw|txt)$/i

/** A file as it is, a folder as the files in it with their paths from there. */
async function sourcesOf(path: string): Promise<Source[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Problem('file_not_found', { path }) : error
  })
  if (found.isFile()) return [{ path, fileName: basename(path) }]
  if (!found.isDirectory()) throw new Problem('file_not_found', { path })
  const within = (await readdir(path, { recursive: true })).toSorted()
  const files: Source[] = []
  for (const name of within.filter((each) => importable.test(each) && !/(?:^|[\\/])\./.test(each)))
    if ((await stat(join(path, name))).isFile()) files.push({ path: join(path, name), fileName: name })
  return files
}

function* openOneByOne(
  sources: readonly Source[],
  onFile: (path: string, at: number) => void,
): Generator<GivenFile> {
  for (const [at, { path, fileName }] of sources.entries()) {
    onFile(path, at)
    yield { fileName, stream: createReadStream(path) }
  }
}

/** Until the bibliographies are read to their end and the text of the PDFs is known. */
async function waitFor({ house, terminal }: CommandContext, userId: UserId, id: ImportId): Promise<void> {
  for (;;) {
    const report = await currentReport(house, userId, id)
    const unread = await house.database.asUser(userId, (tx) => countUnreadFiles(tx, id))
    if (report.state !== 'running' && unread === 0) break
    const { doneCount, totalCount } = report
    const total = totalCount ?? 0
    terminal.bar('reading', total === 0 ? 0 : (100 * (doneCount - unread)) / total)
    await setTimeout(lookEveryMs)
  }
  terminal.bar('reading', undefined)
}

async function currentReport(house: House, userId: UserId, id: ImportId): Promise<ImportReport> {
  return importReport.parse(await house.database.asUser(userId, (tx) => readReport(tx, id)))
}

function print({ terminal }: CommandContext, report: ImportReport): void {
  const { addedCount, mergedCount, attachedCount, alreadyThereCount, refusedCount } = report
  terminal.line(
    `${addedCount} added, ${mergedCount} merged, ${attachedCount} attached, ${alreadyThereCount} already there, ${refusedCount} refused`,
  )
  for (const { fileName, line, reason, title, outcome } of report.entries) {
    if (outcome !== 'refused') continue
    const place = line === null ? fileName : `${fileName}:${line}`
    terminal.line(`  ${place}  ${reason ?? ''}${title === null ? '' : `  ${title}`}`)
  }
  if (report.state === 'running') {
    terminal.line('The bibliographies are read in the background: "seogo jobs" shows how far it is.')
  }
  terminal.result(report)
}
