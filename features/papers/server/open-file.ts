import type { FileId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import type { Bytes } from '#platform/http/route.ts'
import { findFile } from './queries.ts'

async function serve(
  house: House,
  sha256: string,
  named: { mediaType: string; fileName?: string },
): Promise<Bytes> {
  const { stream, sizeBytes } = await house.files.open(sha256)
  return { stream, sizeBytes, etag: sha256, ...named }
}

/** The bytes of a file that the person sees. @throws Problem file_not_found */
export async function openFile(house: House, userId: UserId, fileId: FileId): Promise<Bytes> {
  const file = await house.database.asUser(userId, (tx) => findFile(tx, fileId))
  if (!file) throw new Problem('file_not_found')
  return serve(house, file.sha256, { mediaType: file.media_type, fileName: file.name })
}

/** The picture of a file's first page, as WebP. @throws Problem file_not_found */
export async function openThumbnail(house: House, userId: UserId, fileId: FileId): Promise<Bytes> {
  const file = await house.database.asUser(userId, (tx) => findFile(tx, fileId))
  if (!file?.thumbnail_sha256) throw new Problem('file_not_found')
  return serve(house, file.thumbnail_sha256, { mediaType: 'image/webp' })
}
