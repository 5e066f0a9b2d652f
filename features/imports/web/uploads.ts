import { useSyncExternalStore } from 'react'
import { importId } from '#contract/ids.ts'
import { call } from '#web/lib/call.ts'
import { upload } from '#web/lib/upload.ts'
import { type ImportReport, importFiles, importText } from '../contract.ts'
import { pathOf } from './dropped-files.ts'

/** Files on their way from this machine to the server. */
export type Upload = {
  readonly id: number
  readonly fileCount: number
  /** How much has been sent, 0 to 1. */
  readonly share: number
  readonly error: unknown
  readonly stop: () => void
}

type Uploads = {
  readonly underWay: readonly Upload[]
  /** Imports begun from this page: their result is shown until the person hides it. */
  readonly begun: readonly ImportReport['id'][]
}

// One drop of hundreds of PDFs becomes several bodies, so that a lost connection costs one of them.
const filesPerBody = 25

let uploads: Uploads = { underWay: [], begun: [] }
let lastId = 0
const listeners = new Set<() => void>()

function set(next: Partial<Uploads>) {
  uploads = { ...uploads, ...next }
  for (const listener of listeners) listener()
}

function change(id: number, part: Partial<Upload>) {
  set({ underWay: uploads.underWay.map((one) => (one.id === id ? { ...one, ...part } : one)) })
}

/** Forgets a failed upload, or stops one that is under way. */
export function dismissUpload(id: number): void {
  uploads.underWay.find((one) => one.id === id)?.stop()
  set({ underWay: uploads.underWay.filter((one) => one.id !== id) })
}

/** Hides the result of an import. */
export function hideImport(id: string): void {
  set({ begun: uploads.begun.filter((one) => one !== id) })
}

// A form that breaks off is sent again from its beginning; above this size that hurts.
const resumableFromBytes = 5_000_000
const mayNameFiles = /\.(?:bib|bibtex|ris|xml|rdf|json)$/i
// What the server takes of one form.
const filesOfOneImport = 1_000

/** Sends files to a library, large ones so that they go on after a cut. Goes on while the person moves to other pages of the application. */
export async function sendFiles(files: readonly File[], libraryId: string | undefined): Promise<void> {
  // A bibliography may name the files beside it: they are one import, however large.
  const isOneImport = files.length > 1 && files.some(({ name }) => mayNameFiles.test(name))
  const small = isOneImport ? files : files.filter(({ size }) => size <= resumableFromBytes)
  const large = isOneImport ? [] : files.filter(({ size }) => size > resumableFromBytes)
  const perBody = isOneImport ? filesOfOneImport : filesPerBody
  for (let at = 0; at < small.length; at += perBody) {
    const body = small.slice(at, at + perBody)
    await sendOne(body.length, async (onProgress, signal) => {
      const report = await upload(importFiles, {
        field: 'files',
        files: body,
        nameOf: pathOf,
        query: { libraryId },
        onProgress,
        signal,
      })
      return report.id
    })
  }
  for (const file of large) {
    await sendOne(1, async (onProgress, signal) => {
      const { uploadResumably } = await import('./resumable-upload.ts')
      return importId.parse(await uploadResumably(file, { libraryId, onProgress, signal }))
    })
  }
}

/** Takes a pasted text in, as a file of it would be. @throws ApiProblem */
export async function sendText(text: string, libraryId: string | undefined): Promise<void> {
  const { id } = await call(importText, { body: { text, libraryId } })
  set({ begun: [...uploads.begun, id] })
}

type Send = (onProgress: (share: number) => void, signal: AbortSignal) => Promise<ImportReport['id']>

async function sendOne(fileCount: number, send: Send): Promise<void> {
  const id = ++lastId
  const abort = new AbortController()
  const started: Upload = {
    id,
    fileCount,
    share: 0,
    error: undefined,
    stop: () => abort.abort(),
  }
  set({ underWay: [...uploads.underWay, started] })
  try {
    const begun = await send((share) => change(id, { share }), abort.signal)
    set({
      underWay: uploads.underWay.filter((one) => one.id !== id),
      begun: [...uploads.begun, begun],
    })
  } catch (error) {
    if (!abort.signal.aborted) change(id, { error })
  }
}

/** What is on its way and what was begun here; renders again on every step. */
export function useUploads(): Uploads {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => uploads,
  )
}
