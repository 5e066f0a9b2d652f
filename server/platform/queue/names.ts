import type { Config } from '#platform/config/config.ts'

/** Queues of work. Each has its own concurrency, so that slow provider calls never hold up reading PDFs. */
export const queueNames = ['default', 'reading', 'ocr', 'analysis', 'sources'] as const
export type QueueName = (typeof queueNames)[number]

/** How many jobs of a queue one worker runs at the same time. */
export function concurrencyOf(config: Config, queue: QueueName): number {
  if (queue === 'reading') return config.SEOGO_READING_CONCURRENCY
  if (queue === 'ocr') return config.SEOGO_OCR_CONCURRENCY
  if (queue === 'analysis') return config.SEOGO_ANALYSIS_CONCURRENCY
  // The sources' own limits are far below what more could use.
  if (queue === 'sources') return 2
  return 4
}
