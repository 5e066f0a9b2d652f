import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const apiAddress = `http://127.0.0.1:${process.env.SEOGO_PORT ?? '8420'}`

const pdfjsRoot = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
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

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss(), pdfjsFiles()],
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
      output: {
        codeSplitting: {
          groups: [
            // Changes with the packages, not with the pages: stays in the browser's cache over updates.
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
          ],
        },
      },
    },
  },
})
