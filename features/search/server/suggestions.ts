import type { z } from 'zod'
import type { UserTx } from '#platform/database/transactions.ts'
import { type SuggestedKind, type suggest, suggestedKind } from '../contract.ts'
import { namesFrom, tagsFrom, titlesFrom } from './queries.ts'

// A single letter of the alphabet begins everything; a Korean syllable does not.
const isTooShort = (text: string) => text === '' || /^[\p{Script=Latin}\p{P}\p{S}]$/u.test(text)

/** What begins as what is being typed, from the asking person's libraries. */
export async function suggestFor(
  tx: UserTx,
  { beginning, limit, kinds = suggestedKind.options }: z.output<typeof suggest.query>,
): Promise<z.input<typeof suggest.reply>> {
  const text = beginning
    .replaceAll(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .normalize('NFC')
    .trimStart()
  if (isTooShort(text.trim())) return { titles: [], authors: [], journals: [], tags: [] }
  const isAsked = (kind: SuggestedKind) => kinds.includes(kind)
  return {
    titles: isAsked('titles') ? await titlesFrom(tx, text, limit) : [],
    authors: isAsked('authors') ? await namesFrom(tx, 'author', text, limit) : [],
    journals: isAsked('journals') ? await namesFrom(tx, 'venue', text, limit) : [],
    tags: isAsked('tags') ? await tagsFrom(tx, text, limit) : [],
  }
}
