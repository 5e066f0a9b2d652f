import { addressOf } from '#web/lib/address.ts'
import { downloadThumbnail, type PaperFile } from '../contract.ts'

/** Where the picture of a file's first page is; only a file that was read has one. */
export function firstPagePicture(fileId: string): string {
  return addressOf(downloadThumbnail, { params: { fileId } })
}

/** Sends for the picture that the reader will begin with, before anything of the page around it is drawn. */
export function fetchFirstPage(files: readonly PaperFile[]): void {
  const file = files.find(({ mediaType }) => mediaType === 'application/pdf')
  if (file?.hasThumbnail === true) new Image().src = firstPagePicture(file.id)
}
