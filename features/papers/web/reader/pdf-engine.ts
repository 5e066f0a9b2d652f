import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { pdfjs } from 'react-pdf'

pdfjs.GlobalWorkerOptions.workerSrc = workerAddress

/** Where pdf.js fetches what it needs while drawing; the files are put there by `web/vite.config.ts`. */
const pdfOptions = {
  cMapUrl: '/pdfjs/cmaps/',
  standardFontDataUrl: '/pdfjs/standard_fonts/',
  wasmUrl: '/pdfjs/wasm/',
  iccUrl: '/pdfjs/iccs/',
}

/** Of a big file only the pages that are looked at are fetched, in few requests. */
const bigPdfOptions = {
  ...pdfOptions,
  disableAutoFetch: true,
  disableStream: true,
  rangeChunkSize: 256 * 1024,
}
const bigBytes = 8_000_000

export function pdfOptionsFor(sizeBytes: number) {
  return sizeBytes > bigBytes ? bigPdfOptions : pdfOptions
}
