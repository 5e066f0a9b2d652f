import { findAndReplace } from 'mdast-util-find-and-replace'

/** In an address: what stands between `[[` and `]]`. */
export const byName = 'paper-name:'
/** In an address: the id of a paper. */
export const byId = 'paper:'

const named = /\[\[([^[\]\n|]{1,300})(?:\|([^[\]\n]{0,300}))?\]\]/g

/** Makes links of `[[key or title]]` and `[[key or title|shown]]`, which Markdown itself does not know. */
export function paperLinks() {
  return (tree: Parameters<typeof findAndReplace>[0]) =>
    findAndReplace(tree, [
      named,
      (_: string, written: string, shown: string | undefined) => ({
        type: 'link',
        url: byName + encodeURIComponent(written.trim()),
        children: [{ type: 'text', value: shown ?? written.trim() }],
      }),
    ])
}

/** What is written of a paper that an address names, as the links of a note know it; undefined for an address of the web. */
export function writtenIn(address: string): string | undefined {
  if (address.startsWith(byName)) return decodeURIComponent(address.slice(byName.length))
  return address.startsWith(byId) ? address.toLowerCase() : undefined
}
