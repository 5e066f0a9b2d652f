import { tidied, turnsItsSurroundings } from './negations.ts'

/** Dots that stand for words left out, with or without brackets. */
const dots = /\s*[[(]?\s*(?:\.\s?\.\s?\.(?:\s?\.)*|…|⋯)\s*[\])]?\s*/gu

/** The parts of a quote between its dots; one part when it has none, or only at its ends. */
export function splitAtDots(quote: string): string[] {
  return quote.split(dots).filter((part) => /[\p{L}\p{N}]/u.test(part))
}

/** A passage the eye takes in at once; a sentence is hardly longer. */
export const leftOutMax = 300

/**
 * Whether words may be left out of a quote without turning what is said: they stay inside one sentence, and none of them
 * negates, contrasts or limits what is left.
 */
export function mayBeLeftOut(text: string): boolean {
  return text.length <= leftOutMax && !sentenceEnd.test(text) && !turnsItsSurroundings(tidied(text))
}

const sentenceEnd = /[.!?]["'”’)\]]*\s+["'“‘([]?\p{Lu}|다\.\s/u
