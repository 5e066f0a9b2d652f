import { plural } from '#web/lib/words/plural.ts'
import type { BreakerState } from '../../contract.ts'

export const en = {
  automatic: 'New papers',
  automaticDescription: 'What you add is analysed by itself, as if you had asked. Off at first.',
  automaticSwitch: 'Analyse papers I add',
  automaticHint:
    'From now on, as soon as their text is read. Papers added at the same time become one analysis of many papers, and one notification.',
  costsNothing: 'costs nothing',
  perDay: 'At most a day',
  papers: (formatted: string) => `${formatted} papers`,
  limit: (count: number, formatted: string) =>
    `At most ${formatted} ${plural(count, 'paper', 'papers')} a day (from midnight, UTC) are taken up; the others wait for the next day.`,
  today: (taken: string, waiting: string) => `Today: ${taken} taken up, ${waiting} waiting.`,
  save: 'Save',
  automaticOn: 'Papers you add are analysed by themselves from now on',
  automaticOff: 'New papers are left alone',
  reach: 'Whether the providers answer',
  reachDescription:
    'Of everybody, in the last week. A model that stays down is left alone for a while; questions wait, or go to whoever may stand in.',
  reachNone: 'No provider was asked in the last week.',
  reachStates: {
    closed: 'Answers',
    open: 'Left alone',
    half_open: 'Being tried',
  } satisfies Record<BreakerState, string>,
  failuresInARow: (count: number, formatted: string) =>
    `${formatted} ${plural(count, 'failure', 'failures')} in a row`,
  downSince: (when: string) => `down since ${when}`,
  nextProbe: (when: string) => `asked again ${when}`,
  nextProbeDue: 'the next question tries it',
  lastAnswered: (when: string) => `last answered ${when}`,
  neverAnswered: 'has not answered yet',
}
