/** What stands before the caret of a link that is being written: the words after `[[`. */
export type OpenLink = { readonly start: number; readonly words: string }

export function openLinkAt(text: string, caret: number): OpenLink | undefined {
  const before = text.slice(Math.max(0, caret - 120), caret)
  const words = /\[\[([^[\]\n|]{0,100})$/.exec(before)?.[1]
  return words === undefined ? undefined : { start: caret - words.length - 2, words }
}

/** A title as it can stand between the brackets. */
export function linkable(title: string): string {
  return title
    .replaceAll(/[[\]|\s]+/g, ' ')
    .trim()
    .slice(0, 300)
}

/** The text with the open link written out, and where the caret stands then. */
export function withLink(
  text: string,
  link: OpenLink,
  caret: number,
  written: string,
): { text: string; caret: number } {
  const rest = text.slice(caret).replace(/^\]\]/, '')
  const before = text.slice(0, link.start) + written
  return { text: before + rest, caret: before.length }
}
