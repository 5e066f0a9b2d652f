import { plural } from '#web/lib/words/plural.ts'

export const en = {
  open: 'Copy to a library',
  openAction: 'Copy or move to another library',
  title: (count: number) =>
    count === 1 ? 'Copy to another library' : `Copy ${count} papers to another library`,
  into: 'Library',
  move: 'Take them out here (move)',
  moveOne: 'Take it out here (move)',
  moveHelp:
    'The original goes to the trash of its library, with its collections and what others think of it.',
  goesAlong:
    'Its record, files and tags go along, and your own rating, reading state and highlights. Collections and notes stay with the original.',
  copy: 'Copy',
  moveDo: 'Move',
  copied: (count: number, library: string) =>
    `${count} ${plural(count, 'paper', 'papers')} copied to ${library}`,
  moved: (count: number, library: string) =>
    `${count} ${plural(count, 'paper', 'papers')} moved to ${library}`,
  thereAlready: (count: number) =>
    `${count} ${plural(count, 'was', 'were')} there already; what was missing is filled in.`,
  undo: 'Undo',
  takenBack: 'Taken back: what was copied is in the trash, what was moved is where it was',
}
