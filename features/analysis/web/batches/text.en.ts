import { plural } from '#web/lib/words/plural.ts'
import type { BatchState } from '../../contract.ts'

export const en = {
  title: 'Analyses of many papers',
  states: {
    running: 'Under way',
    paused: 'Paused',
    finished: 'Finished',
    failed: 'Stopped',
    cancelled: 'Called off',
  } satisfies Record<BatchState, string>,
  papers: (count: number, formatted: string) => `${formatted} ${plural(count, 'paper', 'papers')}`,
  automatic: 'by itself, new papers',
  asked: (when: string) => `asked ${when}`,
  answered: (count: number, formatted: string) => `${formatted} ${plural(count, 'answer', 'answers')}`,
  failed: (formatted: string) => `${formatted} failed`,
  leftOut: (count: number, formatted: string) => `${formatted} ${plural(count, 'paper', 'papers')} left out`,
  remaining: (fastest: string, slowest: string) => `${fastest} to ${slowest} more`,
  pausedTime: 'paused: nothing is asked or paid for until it goes on',
  progress: (settled: string, of: string) => `${settled} of ${of} answers settled`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Call off',
  done: {
    pause: 'Paused; what is being asked at this moment still ends',
    resume: 'It goes on',
    cancel: 'Called off',
  },
}
