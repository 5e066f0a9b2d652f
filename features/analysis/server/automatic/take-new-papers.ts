import type { UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobHandler } from '#platform/queue/job.ts'
import { insertBatch, putBatchJob } from '../batch/batch-queries.ts'
import { askBatchJob, type noticeNewJob, takeNewJob } from '../jobs.ts'
import { addToBatch, countTaken, listEnabled, listNew, lockSetting, putTaken } from './automatic-queries.ts'
import { startOfDay, stillThere } from './setting.ts'

/** Papers of a library can be read since a moment ago, or a new day has begun: looks for whom they are to be analysed. */
export const noticeNew: JobHandler<typeof noticeNewJob.payload> = async ({ libraryId }, ctx) => {
  await ctx.asSystem('look for whom new papers are analysed', async (tx) => {
    const people = await listEnabled(tx, libraryId)
    for (const user of people) await enqueue(tx, takeNewJob, {}, { onBehalfOf: user, internal: true })
    ctx.note({ people: people.length })
  })
}

/** Takes new papers up for one person, as many as their day has room for. */
export const takeNewPapers: JobHandler<typeof takeNewJob.payload> = async (_, ctx) => {
  const { house, userId } = ctx
  if (userId === undefined) throw new Error('papers are taken up for somebody')
  ctx.note({ papers: await ctx.asUser((tx) => takeUp(house, tx, userId)) })
}

async function takeUp(house: House, tx: UserTx, user: UserId): Promise<number> {
  const setting = await lockSetting(tx)
  if (setting?.enabled_since == null) return 0
  const day = startOfDay(house.clock.now())
  const room = setting.papers_per_day - (await countTaken(tx, day))
  const choices = await stillThere(tx, setting.choices)
  if (room <= 0 || choices.length === 0) return 0
  const papers = await listNew(tx, { user, since: setting.enabled_since, limit: room })
  if (papers.length === 0) return 0
  await putTaken(tx, user, papers)
  const paperIds = papers.map(({ id }) => id)
  const asked = { choices, language: setting.language }
  const standing = await addToBatch(tx, { ...asked, since: day, paperIds })
  const batch =
    standing?.id ??
    (await insertBatch(tx, { ...asked, user_id: user, paper_ids: paperIds, fresh: false, automatic: true }))
  // A job of its own for what was added: the one before may be about to end.
  const key = `${batch} ${standing?.papers ?? paperIds.length}`
  const job = await enqueue(tx, askBatchJob, { batchId: batch }, { key, inputSize: paperIds.length })
  await putBatchJob(tx, batch, job)
  return papers.length
}
