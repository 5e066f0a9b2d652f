import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, Rolldown } from 'vite'
import { firstAsked } from './first-asked.ts'

const web = fileURLToPath(new URL('..', import.meta.url))
/** Where a source stands, by the sign its import begins with. */
const places = [
  ['./', web],
  ['#web/', web],
  ['#features/', join(web, '../features')],
] as const

/** The pages of router.tsx by their addresses: the sources each imports when it is gone to, and whether the frame stands around it. */
function readPages() {
  const source = readFileSync(join(web, 'router.tsx'), 'utf8')
  const routes = source.matchAll(
    /createRoute\(\{\n {2}getParentRoute: \(\) => (\w+),\n {2}path: '([^']+)'([\s\S]*?)\n\}\)/g,
  )
  return [...routes].map(([, parent, path = '', text = '']) => {
    const imports = [...text.matchAll(/import\('([^']+)'\)/g)].map(([, name = '']) => name)
    return { path, imports, isFramed: parent === 'frame' }
  })
}

/** @throws when it begins as nothing known does: it would be left out unseen */
function sourceOf(name: string): string {
  for (const [sign, folder] of places) if (name.startsWith(sign)) return join(folder, name.slice(sign.length))
  throw new Error(`web/router.tsx imports ${name}: where is that?`)
}

/** A file and what it cannot begin without. */
function withImports(bundle: Rolldown.OutputBundle, file: string | undefined, found: Set<string>): void {
  const chunk = bundle[file ?? '']
  if (chunk?.type !== 'chunk' || found.has(chunk.fileName)) return
  found.add(chunk.fileName)
  for (const each of chunk.imports) withImports(bundle, each, found)
}

/**
 * `head-starts.json`: what each page needs beside what index.html names, files and answers. The server names them in the head of the
 * page, so that all come at once, and not one after another told of it.
 */
export function headStarts(): Plugin {
  return {
    name: 'seogo:head-starts',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const fileOf = (source: string) => chunks.find(({ moduleIds }) => moduleIds.includes(source))?.fileName
      const html = readFileSync(join(dir, 'index.html'), 'utf8')
      const first = new Set<string>()
      for (const { fileName } of chunks) if (html.includes(fileName)) withImports(bundle, fileName, first)
      const pages = readPages().map(({ path, imports, isFramed }) => {
        const needed = new Set<string>()
        for (const name of isFramed ? ['./shell/Frame.tsx', './shell/first-lines.ts', ...imports] : imports) {
          const file = fileOf(sourceOf(name))
          if (file === undefined) this.error(`${name} is in no file of the build`)
          withImports(bundle, file, needed)
        }
        const files = [...needed].filter((name) => !first.has(name)).map((name) => `/${name}`)
        return { path, isFramed, files, asks: isFramed ? firstAsked(path) : [] }
      })
      writeFileSync(join(dir, 'head-starts.json'), JSON.stringify(pages))
    },
  }
}
