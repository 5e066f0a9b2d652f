import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Written by web/build/head-starts.ts. */
const headStarts = z.array(
  z.strictObject({
    path: z.string(),
    isFramed: z.boolean(),
    files: z.array(z.string()),
    asks: z.array(z.string()),
  }),
)

/** What an installation is called, and its hue in degrees. */
export type Brand = { readonly name: string; readonly hue: number }

type Asked = {
  /** The path and, behind a question mark, the search. */
  readonly url: string
  /** Whether the browser brought a session that lives; the page shows nothing of whose it is. */
  readonly hasSession: boolean
  readonly brand: Brand
}

export type FirstPage = {
  /** The inline scripts, as a content security policy names them. */
  readonly scriptHashes: readonly string[]
  readonly pageFor: (asked: Asked) => string
}

const id = /^[\w-]{1,40}$/

/** The values of `/papers/$paperId` in `/papers/5`; undefined for another address, and where one is no plain id. */
function matchPath(pattern: string, path: string): Map<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length) return undefined
  const values = new Map<string, string>()
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? ''
    if (!part.startsWith('$')) {
      if (part !== value) return undefined
    } else if (id.test(value)) values.set(part, value)
    else return undefined
  }
  return values
}

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * index.html as each address gets it: what its page needs is named in the head, so that it comes while the first script still
 * does; the installation's name and hue are written in; and before the first script it looks like the room only to who is
 * signed in. undefined while the screens are not built.
 */
export function openFirstPage(folder: string): FirstPage | undefined {
  const [built, starts] = [join(folder, 'index.html'), join(folder, 'head-starts.json')]
  if (!existsSync(built) || !existsSync(starts)) return undefined
  const html = readFileSync(built, 'utf8')
  const pages = headStarts.parse(JSON.parse(readFileSync(starts, 'utf8')))
  const doorHtml = html.replace(/<!--first look-->[\s\S]*<!--\/first look-->/, '')
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script)

  function linksFor({ url, hasSession }: Asked): string {
    const [path = '/', search] = url.split('?')
    for (const page of pages) {
      const values = matchPath(page.path, path)
      if (values === undefined || (page.isFramed && !hasSession)) continue
      // A search wants another list than the plain address does.
      const asks = search ? page.asks.filter((ask) => !ask.startsWith('/api/papers?')) : page.asks
      return [
        ...asks.map((ask) => {
          const address = ask.replaceAll(/\$\w+/g, (name) => values.get(name) ?? '')
          return `<link rel="preload" as="fetch" crossorigin href="${escaped(address)}">`
        }),
        ...page.files.map((file) => `<link rel="modulepreload" crossorigin href="${escaped(file)}">`),
      ].join('')
    }
    return ''
  }

  return {
    scriptHashes: scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`),
    pageFor(asked) {
      const { name, hue } = asked.brand
      const root = `<html data-brand="${escaped(name)}" data-hue="${hue}" style="--brand-hue:${hue}" `
      // A function: what a name holds is not read as a pattern.
      return (asked.hasSession ? html : doorHtml)
        .replace('<html ', () => root)
        .replace('</head>', () => `${linksFor(asked)}</head>`)
    },
  }
}
