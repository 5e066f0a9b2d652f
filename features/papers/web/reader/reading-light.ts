import { storedChoice } from '#web/lib/stored-choice.ts'

/** Pages as they are printed, or light on dark. */
export const readingLight = storedChoice<'paper' | 'dark'>({
  key: 'seogo.reader.light',
  allowed: ['paper', 'dark'],
  whenUnset: () => 'paper',
})
