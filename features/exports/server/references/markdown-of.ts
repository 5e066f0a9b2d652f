const marks: Readonly<Record<string, string>> = { i: '*', em: '*', b: '**', strong: '**' }
const kept = new Set(['sup', 'sub'])

/** A reference of citeproc's HTML as Markdown: its italics and bold, raised and lowered letters, and the words. */
export function markdownOf(html: string): string {
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      const [, end = '', name = ''] = /^<(\/?)(\w+)/.exec(part) ?? []
      if (name === '') return escaped(decoded(part))
      return kept.has(name) ? `<${end}${name}>` : (marks[name] ?? '')
    })
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

function decoded(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(\w+);/g, (all, name: string) => entities[name] ?? all)
}

/** What Markdown would take for its own; an address and a number at the beginning stay what they are. */
function escaped(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, place) => (place % 2 === 1 ? part : part.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`)))
    .join('')
}
