import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { firstLook } from './build/first-look.ts'
import { headStarts } from './build/head-starts.ts'
import { filesOfRooms } from './build/rooms.ts'

const apiAddress = `http://127.0.0.1:${process.env.SEOGO_PORT ?? '8420'}`

const pdfjsRoot = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const publicFolder = fileURLToPath(new URL('public', import.meta.url))
const pdfjsFolders = ['cmaps', 'standard_fonts', 'wasm', 'iccs']

/**
 * What pdf.js fetches by name while it draws: character maps (Korean among them), the fonts every PDF may leave out,
 * decoders and colour profiles. Served from here, never from another host; `reader/pdf-engine.ts` names the addresses.
 */
function pdfjsFiles(): Plugin {
  return {
    name: 'seogo:pdfjs-files',
    generateBundle() {
      for (const folder of pdfjsFolders) {
        for (const name of readdirSync(join(pdfjsRoot, folder))) {
          const source = readFileSync(join(pdfjsRoot, folder, name))
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source })
        }
      }
    },
    configureServer(server) {
      server.middlewares.use('/pdfjs/', (request, response, next) => {
        const [folder = '', name = ''] = (request.url ?? '').split('?')[0]?.split('/').slice(1) ?? []
        const isKnown = pdfjsFolders.includes(folder) && readdirSync(join(pdfjsRoot, folder)).includes(name)
        if (isKnown) response.end(readFileSync(join(pdfjsRoot, folder, name)))
        else next()
      })
    },
  }
}

/** What endpoints and events look like: nothing but definitions. */
const contracts = /\/contract(\.ts$|\/)/

/** Kilobytes as they are sent, gzipped: what stands before the first page, a file that a page brings, and pdf.js, which is one file. */
const mostKb = { first: 200, file: 150, pdfjs: 190 }

/** Says how much JavaScript is sent, and refuses to build more than was promised. */
function javaScriptBudget(): Plugin {
  return {
    name: 'seogo:javascript-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? [{ ...file, kb: gzipSync(file.code).length / 1000 }] : [],
      )
      const first = new Set(chunks.filter(({ isEntry }) => isEntry))
      // What the entry cannot begin without; a set hands out also what is added while it is read.
      for (const { imports } of first) {
        for (const chunk of chunks) if (imports.includes(chunk.fileName)) first.add(chunk)
      }
      const firstKb = [...first].reduce((sum, { kb }) => sum + kb, 0)
      const others = chunks.filter((chunk) => !first.has(chunk)).sort((one, other) => other.kb - one.kb)
      const tooLarge = others.filter(({ name, kb }) => kb > (name === 'pdfjs' ? mostKb.pdfjs : mostKb.file))
      const sizes = others.slice(0, 3).map(({ name, kb }) => `${name} ${kb.toFixed(1)} kB`)
      const report = `first JavaScript ${firstKb.toFixed(1)} kB of ${mostKb.first}, then ${sizes.join(', ')} (gzipped)`
      if (firstKb > mostKb.first || tooLarge.length > 0) this.error(`Too much JavaScript: ${report}`)
      this.info(report)
    },
  }
}

/** `app-files.json`: what a browser keeps to open Seogo without a network. Fonts are many and used few: they are kept as they are used. */
function appFiles(): Plugin {
  return {
    name: 'seogo:app-files',
    apply: 'build',
    generateBundle: {
      // Only then it is known which files there will be: an entry that does nothing but import is written into the page.
      order: 'post',
      handler(_, bundle) {
        const built = Object.keys(bundle).filter((name) => !/\.(woff2?|html)$/.test(name))
        const files = ['', ...readdirSync(publicFolder), ...built].map((name) => `/${name}`)
        const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 16)
        this.emitFile({
          type: 'asset',
          fileName: 'app-files.json',
          source: JSON.stringify({ version, files }),
        })
      },
    },
  }
}

/** Text as it is sent: the server gives out what lies beside a file, brotli over https and gzip over plain http. */
function compressedFiles(): Plugin {
  return {
    name: 'seogo:compressed-files',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(m?js|css|html|json|wasm)$/.test(name)) continue
        const whole = readFileSync(join(dir, name))
        if (whole.length < 1_400) continue
        writeFileSync(join(dir, `${name}.gz`), gzipSync(whole, { level: 9 }))
        // The highest, 11, takes ten times as long for three percent.
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(whole, { params }))
      }
    },
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    react(),
    tailwindcss(),
    firstLook(),
    pdfjsFiles(),
    javaScriptBudget(),
    appFiles(),
    headStarts(),
    compressedFiles(),
  ],
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The browser's Origin stays as it is: the server's allow-list must name the development address.
    proxy: { '/api': { target: apiAddress, ws: true } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The first versions with light-dark(), which the colour tokens are written in.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // pdf.js is 640 kB on purpose: only opening a paper fetches it.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Schemas are worked out when their module runs: what a page has no word of stays out of it.
      treeshake: { moduleSideEffects: [{ test: contracts, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'pdfjs', test: /node_modules\/pdfjs-dist\//, priority: 3 },
            // Changes with the packages, not with the pages: stays in the browser's cache over updates.
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(?!.*virtual)[^/]+)\//,
              priority: 3,
            },
            { name: 'first', tags: ['$initial'], priority: 2 },
            ...filesOfRooms(1),
          ],
        },
      },
    },
  },
})
