import { useSyncExternalStore } from 'react'
import { upload } from '#web/lib/upload.ts'
import { type ImportReport, importFiles } from '../contract.ts'

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

/** Sends files to a library. Goes on while the person moves to other pages of the application. */
export async function sendFiles(files: readonly File[], libraryId: string | undefined): Promise<void> {
  for (let at = 0; at < files.length; at += filesPerBody) {
    await sendOne(files.slice(at, at + filesPerBody), libraryId)
  }
}

async function sendOne(files: readonly File[], libraryId: string | undefined): Promise<void> {
  const id = ++lastId
  const abort = new AbortController()
  const started: Upload = {
    id,
    fileCount: files.length,
    share: 0,
    error: undefined,
    stop: () => abort.abort(),
  }
  set({ underWay: [...uploads.underWay, started] })
  try {
    const report = await upload(importFiles, {
      field: 'files',
      files,
      query: { libraryId },
      onProgress: (share) => change(id, { share }),
      signal: abort.signal,
    })
    set({
      underWay: uploads.underWay.filter((one) => one.id !== id),
      begun: [...uploads.begun, report.id],
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
