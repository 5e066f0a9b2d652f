import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, Rolldown } from 'vite'
import { firstAsked } from './first-asked.ts'

const web = fileURLToPath(new URL('..', import.meta.url))

/** The pages of router.tsx by their addresses: the file each is written in, and whether the frame stands around it. */
function readPages() {
  const source = readFileSync(join(web, 'router.tsx'), 'utf8')
  const routes = source.matchAll(
    /createRoute\(\{\n {2}getParentRoute: \(\) => (\w+),\n {2}path: '([^']+)'[\s\S]*?import\('\.\/([^']+)'\)/g,
  )
  return [...routes].map(([, parent, path = '', file = '']) => ({ path, file, isFramed: parent === 'frame' }))
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
      const fileOf = (source: string) =>
        chunks.find(({ facadeModuleId }) => facadeModuleId === join(web, source))?.fileName
      const html = readFileSync(join(dir, 'index.html'), 'utf8')
      const first = new Set<string>()
      for (const { fileName } of chunks) if (html.includes(fileName)) withImports(bundle, fileName, first)
      const pages = readPages().map(({ path, file, isFramed }) => {
        const needed = new Set<string>()
        for (const source of isFramed ? ['shell/Frame.tsx', 'shell/first-lines.ts', file] : [file]) {
          if (fileOf(source) === undefined) this.error(`${source} became no file of its own`)
          withImports(bundle, fileOf(source), needed)
        }
        const files = [...needed].filter((name) => !first.has(name)).map((name) => `/${name}`)
        return { path, isFramed, files, asks: isFramed ? firstAsked(path) : [] }
      })
      writeFileSync(join(dir, 'head-starts.json'), JSON.stringify(pages))
    },
  }
}
