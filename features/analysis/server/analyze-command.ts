import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type PaperId, paperId, type UserId } from '#contract/ids.ts'
import { Problem, type ProblemCode } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { papersSelected } from '#features/papers/contract.ts'
import { addPdf, requirePaper, textStateOf } from '#features/papers/server/papers.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { type AnalysisRun, answerLanguage, type ProviderChoice } from '../contract.ts'
import { awaitRun, listOwnProviders, printRun, requestAnalysis } from './analysis.ts'
import { analyzeMany } from './batch/analyze-many.ts'

const lookEveryMs = 150

type Refused = {
  readonly given: string
  readonly code: ProblemCode
  readonly details: Readonly<Record<string, unknown>>
}

/** `seogo analyze`: papers by id, or PDF files, which are taken into the library first. */
export async function analyzeCommand(context: CommandContext): Promise<number> {
  const { house, args, options, terminal } = context
  const isMany = options.all === true || typeof options.filter === 'string'
  if (isMany === args.length > 0) throw new Problem('bad_request', { where: 'a paper’s id or a PDF file' })
  const language = answerLanguage.safeParse(options.language)
  if (!language.success) throw new Problem('bad_request', { where: '--language', given: options.language })
  const userId = await context.caller()
  const choices = await readChoices(house, userId, String(options.providers))

  if (isMany) {
    const filter = typeof options.filter === 'string' ? { q: options.filter } : {}
    const papers = papersSelected.parse({ filter })
    return analyzeMany(context, userId, { papers, choices, language: language.data, fresh: false })
  }
  const runs: AnalysisRun[] = []
  const refused: Refused[] = []
  const work = async () => {
    for (const given of args) {
      try {
        const paper = await openPaper(context, userId, given)
        const run = await house.database.asUser(userId, (tx) =>
          requestAnalysis(house, tx, { paperId: paper, choices, language: language.data }),
        )
        runs.push(options.wait === true ? await waitFor(context, userId, run) : run)
      } catch (error) {
        // Of many papers one that cannot be asked about does not keep the others waiting; of one it is the whole result.
        if (args.length === 1 || !(error instanceof Problem)) throw error
        refused.push({ given, code: error.code, details: error.details })
      }
    }
  }
  // Without --wait a paper that is there already is only asked about; a file has to be read before it can be.
  if (options.wait === true || args.some((given) => !paperId.safeParse(given).success))
    await context.whileWorking(work)
  else await work()

  for (const [index, run] of runs.entries()) {
    if (index > 0) terminal.line('')
    const paper = await house.database.asUser(userId, (tx) => requirePaper(tx, run.paperId))
    if (options.wait === true) printRun(terminal.line, paper, run)
    else terminal.line(`${paper.title}: asked (${run.id})`)
  }
  for (const { given, code, details } of refused)
    terminal.line(`${given}: ${code} ${JSON.stringify(details)}`)
  terminal.result({ runs, refused })
  if (refused.length > 0) return 1
  return runs.every(({ state }) => state === 'finished' || (state === 'running' && !options.wait)) ? 0 : 1
}

/** Names of providers, ids or `local`, separated by commas. */
async function readChoices(house: House, userId: UserId, given: string): Promise<ProviderChoice[]> {
  const providers = await house.database.asUser(userId, (tx) => listOwnProviders(tx))
  const names = given.split(',').map((name) => name.trim())
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const found = providers.find(
        ({ choice, label }) => choice === name || label.toLowerCase() === name.toLowerCase(),
      )
      if (!found) throw new Problem('key_not_found', { given: name })
      return found.choice
    })
}

async function openPaper(context: CommandContext, userId: UserId, given: string): Promise<PaperId> {
  const id = paperId.safeParse(given)
  return id.success ? id.data : takeIn(context, userId, given)
}

/** Takes a PDF into the personal library and waits until its text is read. */
async function takeIn({ house, terminal }: CommandContext, userId: UserId, path: string): Promise<PaperId> {
  const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Problem('file_not_found', { path }) : error
  })
  if (!file.isFile()) throw new Problem('file_not_found', { path })
  const { sha256, sizeBytes } = await house.files.put(createReadStream(path), {
    maxBytes: house.config.SEOGO_UPLOAD_MAX_BYTES,
  })
  const { paperId: added } = await house.database.asUser(userId, async (tx) =>
    addPdf(tx, {
      libraryId: await requireEditableLibrary(tx),
      sha256,
      sizeBytes,
      fileName: basename(path),
      addedBy: userId,
    }),
  )
  terminal.bar(`reading ${basename(path)}`, 0)
  for (;;) {
    const state = await house.database.asUser(userId, (tx) => textStateOf(tx, added))
    if (state !== 'being_read') break
    await setTimeout(lookEveryMs)
  }
  terminal.bar(`reading ${basename(path)}`, undefined)
  return added
}

async function waitFor({ house, terminal }: CommandContext, userId: UserId, run: AnalysisRun) {
  const settled = await awaitRun(house, userId, run.id, {
    onChange: ({ answers }) => {
      const sum = answers.reduce((total, { progressPercent }) => total + progressPercent, 0)
      terminal.bar('analysing', sum / answers.length)
    },
  })
  terminal.bar('analysing', undefined)
  return settled
}
