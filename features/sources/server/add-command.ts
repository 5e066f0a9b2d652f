import { setTimeout as sleep } from 'node:timers/promises'
import { libraryId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { type IdentifierBatch, identifierBatch, identifiersMax } from '../contract.ts'
import { readIdentifierBatch, requestIdentifiers } from './sources.ts'

const lookEveryMs = 200

/** `seogo add <identifier>…`: adds works by their identifiers and waits for what becomes of each. */
export async function addCommand(context: CommandContext): Promise<number> {
  const { house, args, options, terminal } = context
  if (args.length === 0 || args.length > identifiersMax)
    throw new Problem('bad_request', { where: 'identifiers', most: identifiersMax })
  const into = libraryId.optional().safeParse(options.library)
  if (!into.success) throw new Problem('bad_request', { where: '--library', given: options.library ?? null })
  const userId = await context.caller()
  const batchId = await house.database.asUser(userId, (tx) =>
    requestIdentifiers(tx, { identifiers: args.map((given) => given.slice(0, 2_000)), libraryId: into.data }),
  )
  const read = async (): Promise<IdentifierBatch> =>
    identifierBatch.parse(await house.database.asUser(userId, (tx) => readIdentifierBatch(tx, batchId)))
  const batch = await context.whileWorking(async () => {
    for (;;) {
      const now = await read()
      if (now.finishedAt !== null) return now
      const done = now.items.filter(({ outcome }) => outcome !== 'waiting').length
      terminal.bar('asking the sources', (100 * done) / now.items.length)
      await sleep(lookEveryMs)
    }
  })
  terminal.bar('asking the sources', undefined)
  for (const { given, outcome, problem, title } of batch.items)
    terminal.line(`${outcome.replaceAll('_', ' ')}  ${given}  ${title ?? problem ?? ''}`.trimEnd())
  terminal.result(batch)
  return batch.items.some(({ outcome }) => outcome === 'refused') ? 1 : 0
}
