import type { Terminal } from '#platform/feature.ts'
import type { JobContext } from '#platform/queue/job.ts'

/** Hears where work stands: a stage, and how much of what it has to do is done. */
export type TellStage = (stage: string, done: number, total: number) => void

const percentOf = (done: number, total: number) => (total > 0 ? Math.min(100, (100 * done) / total) : 0)

/** Shows it as a bar. */
export function onTerminal(terminal: Pick<Terminal, 'bar'>): TellStage {
  return (stage, done, total) => terminal.bar(stage, percentOf(done, total))
}

/** Shows it as the progress of a job, in which each stage has its share of the whole. */
export function asProgress(
  { progress }: JobContext,
  shares: Readonly<Record<string, readonly [number, number]>>,
): TellStage {
  return (stage, done, total) => {
    const [from, to] = shares[stage] ?? [0, 100]
    progress(stage, from + ((to - from) * percentOf(done, total)) / 100)
  }
}
