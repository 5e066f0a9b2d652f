import type { z } from 'zod'
import { analysisBatchId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { analysisBatch } from '../../contract.ts'
import { minutes } from './analyze-many.ts'
import { listOwnBatches } from './batches.ts'
import { cancelBatch, pauseBatch, resumeBatch } from './control-batch.ts'

type Batch = z.input<typeof analysisBatch>

/** `seogo analysis batches` */
export async function batchesCommand({ house, caller, terminal }: CommandContext): Promise<number> {
  const batches = await house.database.asUser(await caller(), (tx) => listOwnBatches(house, tx))
  if (batches.length === 0) terminal.line('nothing was asked about many papers')
  for (const batch of batches) terminal.line(lineOf(batch))
  terminal.result({ batches })
  return 0
}

function lineOf({ id, state, papers, answers, remaining, costMicroUsd, error }: Batch): string {
  const facts = [
    error === null ? state : `${state} (${error})`,
    `${papers} papers`,
    `${answers.answered} answered`,
    ...(answers.failed > 0 ? [`${answers.failed} failed`] : []),
    ...(answers.open + answers.toCome > 0 ? [`${answers.open + answers.toCome} to come`] : []),
    ...(remaining === null
      ? []
      : [`${minutes(remaining.fastestMs)} to ${minutes(remaining.slowestMs)} more`]),
    `$${(costMicroUsd / 1_000_000).toFixed(2)}`,
  ]
  return `${id}  ${facts.join(', ')}`
}

type Act = (userId: UserId, batch: Parameters<typeof cancelBatch>[2]) => Promise<Batch>

async function change({ args, caller, terminal }: CommandContext, act: Act): Promise<number> {
  const [given] = args
  const batch = analysisBatchId.safeParse(given)
  if (given === undefined || args.length > 1) throw new Problem('bad_request', { where: 'the id of a batch' })
  if (!batch.success) throw new Problem('analysis_batch_not_found')
  const changed = await act(await caller(), batch.data)
  terminal.line(lineOf(changed))
  terminal.result(changed)
  return 0
}

/** `seogo analysis pause` */
export function pauseCommand(context: CommandContext): Promise<number> {
  const { house } = context
  return change(context, (userId, batch) =>
    house.database.asUser(userId, (tx) => pauseBatch(house, tx, batch)),
  )
}

/** `seogo analysis resume` */
export function resumeCommand(context: CommandContext): Promise<number> {
  const { house } = context
  return change(context, (userId, batch) =>
    house.database.asUser(userId, (tx) => resumeBatch(house, tx, batch)),
  )
}

/** `seogo analysis cancel` */
export function cancelCommand(context: CommandContext): Promise<number> {
  return change(context, (userId, batch) => cancelBatch(context.house, userId, batch))
}
