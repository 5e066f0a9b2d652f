import { type CslItem, type CslName, cslNameFields, displayName, isOthers } from '#contract/csl.ts'

/** Korean, Chinese and Japanese names in one piece, as they are written; the mark of further authors as citeproc knows it. */
export function toCiteproc(item: CslItem): Record<string, unknown> {
  const names = cslNameFields.flatMap((field) => {
    const list = item[field]
    return list === undefined ? [] : [[field, list.filter((name) => !isOthers(name)).map(wholeName)] as const]
  })
  return { ...item, ...Object.fromEntries(names) }
}

function wholeName(name: CslName): CslName {
  return /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name.family ?? '')
    ? { literal: displayName(name) }
    : name
}
