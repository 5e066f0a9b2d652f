import { plural } from '#web/lib/words/plural.ts'

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
}
