import type { z } from 'zod'
import type { NotificationType } from '#features/notifications/contract.ts'
import { notifyAdministrators } from '#features/notifications/server/notifications.ts'
import type { JobContext } from '#platform/queue/job.ts'

export type Payload<Job extends { readonly payload: z.ZodType }> = z.output<Job['payload']>

type Work<Job extends { readonly payload: z.ZodType }> = (
  payload: Payload<Job>,
  context: JobContext,
) => Promise<void>

export const subjectOf = ({ jobId }: JobContext) => ({ kind: 'backup' as const, id: jobId, title: null })

/** When the work fails for good, whoever looks after the house is told at once. */
export function toldWhenFailed<Job extends { readonly payload: z.ZodType }>(
  type: NotificationType,
  work: Work<Job>,
): Work<Job> {
  return async (payload, context) => {
    try {
      await work(payload, context)
    } catch (error) {
      // Stopped from outside: cancelled by somebody, or to be gone on with by another worker.
      context.signal.throwIfAborted()
      if (context.verdictOn(error).final)
        await context.asSystem('tell that work on a backup failed', (tx) =>
          notifyAdministrators(tx, { type, subject: subjectOf(context) }),
        )
      throw error
    }
  }
}
