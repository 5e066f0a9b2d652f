import { displayAuthors, displayName, hasMoreAuthors, yearOf } from '#contract/csl.ts'
import { doiUrl } from '#contract/identifiers.ts'
import { dateWords } from './date-words.ts'
import type { ExportedPaper, Writer } from './exported.ts'

/** One list, a paper a line. */
export const markdownWriter: Writer = {
  mediaType: 'text/markdown; charset=utf-8',
  extension: 'md',
  head: () => '',
  paper: markdownLine,
  between: '',
  tail: '',
}

function markdownLine({ csl, key, tags }: ExportedPaper): string {
  const authors = displayAuthors(csl).map(marked).join(', ')
  const parts = [
    `**${marked(csl.title ?? key)}**`,
    hasMoreAuthors(csl) ? `${authors} et al.` : authors,
    csl['container-title'] === undefined ? '' : `*${marked(csl['container-title'])}*`,
    yearOf(csl)?.toString() ?? '',
    linkOf(csl.DOI, csl.URL),
    tags.map((tag) => `#${hashtag(tag)}`).join(' '),
    `\`@${key}\``,
  ]
  return `- ${parts.filter((part) => part !== '').join(' · ')}\n`
}

function linkOf(doi: string | undefined, url: string | undefined): string {
  if (doi !== undefined) return `[doi:${marked(doi)}](${address(doiUrl(doi))})`
  return url !== undefined && /^https?:\/\//i.test(url) ? `<${address(url)}>` : ''
}

function address(text: string): string {
  return text.replaceAll(/[\s<>()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** What Markdown (CommonMark 0.31) would take for markup, escaped. */
export function marked(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~$]/g, String.raw`\$&`)
}

/** Tags of Obsidian have no spaces and nest by a slash. */
export function hashtag(tag: string): string {
  return tag.trim().replaceAll(/[^\p{L}\p{N}_/-]+/gu, '-')
}

/** One file a paper, as Obsidian reads it: what is known in the YAML front matter, the abstract below. */
export function markdownFile({ csl, key, tags, addedAt }: ExportedPaper): { name: string; text: string } {
  const facts: readonly (readonly [string, unknown])[] = [
    ['title', csl.title],
    ['citekey', key],
    ['aliases', csl.title === undefined ? undefined : [csl.title]],
    ['authors', (csl.author ?? csl.editor)?.map(displayName)],
    ['year', yearOf(csl)],
    ['date', dateWords(csl.issued)],
    ['type', csl.type],
    ['venue', csl['container-title']],
    ['doi', csl.DOI],
    ['url', csl.URL],
    ['tags', tags.length === 0 ? undefined : tags.map(hashtag)],
    ['added', addedAt.toISOString().slice(0, 10)],
  ]
  const front = facts.filter(([, value]) => value !== undefined).map(([name, value]) => yaml(name, value))
  const body = [`# ${marked(csl.title ?? key)}`, csl.abstract, csl.note].filter((part) => part !== undefined)
  return { name: `${fileName(key)}.md`, text: `---\n${front.join('')}---\n\n${body.join('\n\n')}\n` }
}

/** Every text is a JSON string, which YAML 1.2 reads as one whatever it holds. */
function yaml(name: string, value: unknown): string {
  if (!Array.isArray(value)) return `${name}: ${JSON.stringify(value)}\n`
  return `${name}:\n${value.map((each) => `  - ${JSON.stringify(each)}\n`).join('')}`
}

/** A key as a file name of every system. */
function fileName(key: string): string {
  return key
    .replaceAll(/[^\p{L}\p{N}._+-]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 120)
}
