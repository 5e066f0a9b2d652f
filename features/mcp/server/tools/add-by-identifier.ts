import { setTimeout as sleep } from 'node:timers/promises'
import { readIdentifierBatch, requestIdentifiers } from '#features/sources/server/sources.ts'
import { addTool } from '../../contract/tools.ts'
import { tool } from '../tool.ts'

const lookEveryMs = 200

export const addByIdentifier = tool(addTool, async ({ house, userId }, { waitSeconds, ...wanted }) => {
  const batchId = await house.database.asUser(userId, (tx) => requestIdentifiers(tx, wanted))
  const read = () => house.database.asUser(userId, (tx) => readIdentifierBatch(tx, batchId))
  let batch = await read()
  for (
    let waitedMs = 0;
    batch.finishedAt === null && waitedMs < waitSeconds * 1_000;
    waitedMs += lookEveryMs
  ) {
    await sleep(lookEveryMs)
    batch = await read()
  }
  const { id, libraryId, finishedAt, items } = batch
  return { id, libraryId, finishedAt, items }
})
