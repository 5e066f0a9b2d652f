/** Lanes of work. Each has its own concurrency, so that slow provider calls never hold up reading PDFs. */
export const queueNames = ['default', 'reading', 'analysis'] as const
export type QueueName = (typeof queueNames)[number]
