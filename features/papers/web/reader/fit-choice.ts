import { storedChoice } from '#web/lib/stored-choice.ts'

/** Which way of fitting this browser's person reads by; a zoom in figures lasts as long as the reader is open. */
export const fitChoice = storedChoice<'width' | 'page'>({
  key: 'seogo.reader.fit',
  allowed: ['width', 'page'],
  whenUnset: () => 'width',
})
