import { PdfProblem } from './pdf-problem.ts'

/**
 * Lets a reading child live on when pdf.js rejects a promise that nobody listens to, as it does for broken
 * cross-references: what needed it is told otherwise, or comes to a halt (see {@link orHalted}). The end of the memory
 * ends the process all the same, and its parent says why.
 */
export function outliveStrayRejections(): void {
  process.on('unhandledRejection', (reason) => {
    if (/memory|allocation/i.test(String(reason))) throw reason
  })
}

/**
 * What `work` comes to.
 * @throws PdfProblem `damaged` when the process has nothing left to do and `work` is still waiting
 */
export async function orHalted<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(new PdfProblem('damaged', 'the reading of the PDF came to a halt'))
  process.once('beforeExit', giveUp)
  try {
    return await Promise.race([work, promise])
  } finally {
    process.off('beforeExit', giveUp)
  }
}
