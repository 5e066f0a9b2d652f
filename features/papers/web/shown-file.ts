import { addressOf } from '#web/lib/address.ts'
import { downloadThumbnail, type PaperFile } from '../contract.ts'

/** The files of a paper that the reader opens, in their order. */
export function readableFiles(files: readonly PaperFile[]): PaperFile[] {
  return files.filter(({ mediaType }) => mediaType === 'application/pdf')
}

/** The file the reader shows: the one asked for, as long as there is one, else the paper's first. */
export function shownFile(files: readonly PaperFile[], fileId: string | undefined): PaperFile | undefined {
  const readable = readableFiles(files)
  return readable.find(({ id }) => id === fileId) ?? readable[0]
}

/** Where the picture of a file's first page is; only a file that was read has one. */
export function firstPagePicture(fileId: string): string {
  return addressOf(downloadThumbnail, { params: { fileId } })
}

/** Sends for the picture that the reader will begin with, before anything of the page around it is drawn. */
export function fetchFirstPage(file: PaperFile | undefined): void {
  if (file?.hasThumbnail === true) new Image().src = firstPagePicture(file.id)
}
