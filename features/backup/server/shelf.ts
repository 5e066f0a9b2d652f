import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Problem } from '#contract/problems.ts'
import type { Config } from '#platform/config/config.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import { type Documents, openFolderDocuments, openS3Documents } from '#platform/files/documents.ts'
import type { FileStore } from '#platform/files/files.ts'
import { openFolderStore } from '#platform/files/folder-store.ts'
import { openLocalCopies, usualCopyLimits } from '#platform/files/local-copies.ts'
import { bucketNamed } from '#platform/files/open-store.ts'
import { openS3Store } from '#platform/files/s3-store.ts'
import { type BackupKey, backupKeyOf } from './format/sealing.ts'

/** Where sets are kept: what they are made of under its hash, each once for all sets, and beside it a manifest a set. */
export type Shelf = {
  readonly place: string
  readonly kind: 'folder' | 's3'
  readonly parts: FileStore
  readonly documents: Documents
  /** Seals what is written and opens what is read; undefined: nothing is sealed. */
  readonly key: BackupKey | undefined
}

type Options = {
  /** A folder, or `s3://bucket/prefix`. */
  readonly place?: string | undefined
  readonly key?: Secret | undefined
  /** Refuses a folder that holds no sets, instead of making it. */
  readonly mustExist?: boolean
}

/** The folder or bucket of the settings, or another one. @throws Problem backup_destination_unusable */
export function openShelf(config: Config, { place, key, mustExist = false }: Options = {}): Shelf {
  const to = place ?? config.SEOGO_BACKUP_TO ?? join(config.SEOGO_DATA_DIR, 'backups')
  const secret = key ?? config.SEOGO_BACKUP_KEY
  const keys = secret && backupKeyOf(secret)
  return to.startsWith('s3://') ? openBucket(config, to, keys) : openFolder(resolve(to), keys, mustExist)
}

function openFolder(folder: string, key: BackupKey | undefined, mustExist: boolean): Shelf {
  if (mustExist && !existsSync(join(folder, 'sets')))
    throw new Problem('backup_destination_unusable', { place: folder, why: 'it holds no backups' })
  try {
    return {
      place: folder,
      kind: 'folder',
      parts: openFolderStore({ folder: join(folder, 'parts') }),
      documents: openFolderDocuments(join(folder, 'sets')),
      key,
    }
  } catch (error) {
    throw unusable(folder, error)
  }
}

function openBucket(config: Config, place: string, key: BackupKey | undefined): Shelf {
  const [, name = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(place) ?? []
  const bucket = name === '' ? undefined : bucketNamed(config, name)
  if (!bucket)
    throw new Problem('backup_destination_unusable', {
      place,
      why: 'a bucket needs SEOGO_S3_ACCESS_KEY and SEOGO_S3_SECRET_KEY',
    })
  const prefix = path === '' ? '' : `${path.replace(/\/+$/, '')}/`
  const copies = openLocalCopies({
    folder: join(config.SEOGO_DATA_DIR, 'backup-cache'),
    // Sent once, and read through when it is checked: a copy is of no use afterwards.
    limits: { ...usualCopyLimits, maxBytes: 0, inUseMs: 0 },
  })
  return {
    place,
    kind: 's3',
    parts: openS3Store({ bucket, prefix: `${prefix}parts/`, copies }),
    documents: openS3Documents(bucket, `${prefix}sets/`),
    key,
  }
}

const ofThePlace = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EIO', 'ESTALE']

/** What the operating system says of a place that cannot be written or read, as a refusal; other errors as they are. */
export function unusable(place: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code !== 'string' || !ofThePlace.includes(code)) return error
  const refusal = new Problem('backup_destination_unusable', { place, why: code })
  refusal.cause = error
  return refusal
}
