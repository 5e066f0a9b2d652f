import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const apiAddress = `http://127.0.0.1:${process.env.SEOGO_PORT ?? '8420'}`

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss()],
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
    // The PDF reader is bigger than this on purpose and is only fetched when a paper is opened.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Changes with the packages, not with the pages: stays in the browser's cache over updates.
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\//, priority: 20 },
            { name: 'pdf', test: /node_modules\/(react-pdf|pdfjs-dist)\//, priority: 30 },
          ],
        },
      },
    },
  },
})
