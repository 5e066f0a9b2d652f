import { uploadId } from '#contract/ids.ts'
import type { JobHandler } from '#platform/queue/job.ts'
import type { expireUploadsJob } from '../jobs.ts'
import { listBytes, removeBytes } from './upload-bytes.ts'
import { deleteUpload, listExpired, listKnown } from './upload-queries.ts'

/** Forgets uploads that nobody has gone on with for a day, and bytes whose upload is gone (with its person, say). */
export const expireUploads: JobHandler<typeof expireUploadsJob.payload> = async (_nothing, ctx) => {
  const now = ctx.house.clock.now()
  const expired = await ctx.asSystem('find expired uploads', (tx) => listExpired(tx, now))
  for (const { id } of expired) {
    await removeBytes(ctx.house, id)
    await ctx.asSystem('forget an expired upload', (tx) => deleteUpload(tx, uploadId.parse(id)))
  }
  const names = (await listBytes(ctx.house)).filter((name) => uploadId.safeParse(name).success)
  const known = await ctx.asSystem('find bytes without an upload', (tx) => listKnown(tx, names))
  for (const name of names.filter((each) => !known.has(each))) await removeBytes(ctx.house, name)
}
