import { type CslItem, type CslName, displayName, isOthers } from '#contract/csl.ts'
import { normalised } from '#features/papers/server/papers.ts'

const eastAsian = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\s]+$/u

/**
 * A name as it is compared: the family name of a Latin one, the whole of a Korean, Chinese or Japanese one, whose family
 * names tell little. 김철수 and Kim, Cheolsu are not the same by it; nothing but an identifier says that they are.
 */
function personKey(name: CslName): string {
  const shown = displayName({ ...name, suffix: undefined })
  if (eastAsian.test(shown)) return normalised(shown)
  const family = name.family ?? (/,/.test(shown) ? shown.split(',')[0] : shown.trim().split(/\s+/).at(-1))
  return normalised(family ?? '')
}

/** The people of a record as they are compared, in their order. */
export function peopleOf(item: CslItem): string[] {
  const people = item.author?.length ? item.author : (item.editor ?? [])
  return people
    .filter((name) => !isOthers(name))
    .map(personKey)
    .filter((key) => key !== '')
}
