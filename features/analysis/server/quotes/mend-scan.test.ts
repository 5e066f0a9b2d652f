import { describe, expect, test } from 'vitest'
import { lookAlikeWords } from './look-alike-words.ts'
import { verifyQuote } from './verify-quote.ts'

const often = (words: string) => `${words} stands here. `.repeat(12)

function isFound(quote: string, printed: string, known: string): boolean {
  return verifyQuote(quote, [{ number: 1, text: `${often(known)}${printed}` }]).verified
}

describe('a misread letter is set right', () => {
  test.each([
    ['in a word of its own', 'the tr1al of the scheduler was short', 'the trial of the scheduler was short'],
    ['inside a word', 'the f0rgetting of the cache is fast', 'the forgetting of the cache is fast'],
    ['in a short word', 'of tbe scheduler in all of the runs', 'of the scheduler in all of the runs'],
  ])('%s', (_, printed, meant) => {
    expect(isFound(meant, printed, 'the trial of forgetting')).toBe(true)
  })
})

describe('a word that is none misread is never another one', () => {
  test.each([
    [
      'a name with a number',
      'the state of T1 is kept in all runs',
      'the state of Tl is kept in all runs',
      'Tl',
    ],
    [
      'a numbered word',
      'the state of node5 is kept in all',
      'the state of nodes is kept in all',
      'node nodes',
    ],
    ['a compound', 'the tool sha1sum is kept in all runs', 'the tool shalsum is kept in all runs', 'sum'],
    [
      'a word with a look-alike',
      'a bit in the table of pages is set',
      'a hit in the table of pages is set',
      'hit',
    ],
    [
      'a word of one letter more',
      'the proof was compiled by hand',
      'the proof was complied by hand',
      'complied',
    ],
    ['a split negation', 'the table was not able to hold it', 'the table was notable to hold it', 'notable'],
    [
      'a split prefix',
      'the count was in correct order then',
      'the count was incorrect order then',
      'incorrect',
    ],
  ])('%s', (_, printed, other, known) => expect(isFound(other, printed, known)).toBe(false))

  test('words with look-alikes are known by both of each pair', () => {
    for (const word of ['clear', 'dear', 'hit', 'bit', 'compiled', 'complied', 'depicted', 'depleted'])
      expect(lookAlikeWords.has(word), word).toBe(true)
  })
})
