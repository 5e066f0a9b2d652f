/**
 * What a text names: `[[key or title]]`, `[[key or title|shown]]` (as Obsidian and Zettlr write it), `[shown](paper:<id>)`.
 * What stands in code is no link.
 * @returns each once, in the order they are written, those by id as `paper:<id>`
 */
export function writtenLinks(body: string): string[] {
  const prose = withoutCode(body)
  const named = [...prose.matchAll(/\[\[([^[\]\n|]{1,300})(?:\|[^[\]\n]{0,300})?\]\]/g)].map(
    ([, name = '']) => name.trim(),
  )
  const byId = [...prose.matchAll(/\]\((paper:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/gi)].map(
    ([, address = '']) => address.toLowerCase(),
  )
  return [...new Set([...named, ...byId])].filter((written) => written !== '').slice(0, mostLinks)
}

/** Line by line and not by one pattern: a pattern over fences takes minutes for a text made of them. */
function withoutCode(body: string): string {
  let fence: string | undefined
  const prose: string[] = []
  for (const line of body.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined && mark !== undefined) fence = mark
    else if (fence === undefined) prose.push(line.replaceAll(/`[^`]+`/g, ''))
    else if (mark?.startsWith(fence) === true) fence = undefined
  }
  return prose.join('\n')
}

/** More links than this in one note are not followed. */
const mostLinks = 500

/** The first line that says something, without its markup; at most 200 characters. */
export function titleOf(body: string): string {
  return cut(plainLines(body)[0] ?? '', 200)
}

/** The beginning of what follows the title. */
export function excerptOf(body: string): string {
  return cut(plainLines(body).slice(1).join(' '), 200)
}

function plainLines(body: string): string[] {
  return body
    .slice(0, 4_000)
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)+/, '')
        .replaceAll(/!?\[\[(?:[^[\]|]*\|)?([^[\]]*)\]\]/g, '$1')
        .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(/(\*\*|__|~~|`)/g, '')
        .trim(),
    )
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`
}
