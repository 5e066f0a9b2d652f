import { join } from 'node:path'
import type { Config } from '#platform/config/config.ts'
import type { FileStore, StoreKind } from './files.ts'
import { openFolderStore } from './folder-store.ts'
import { openLocalCopies, usualCopyLimits } from './local-copies.ts'
import type { Bucket } from './s3-calls.ts'
import { openS3Store } from './s3-store.ts'

/** The kind of store the settings name. */
export function storeKindOf(config: Config): StoreKind {
  return config.SEOGO_S3_BUCKET === undefined ? 'folder' : 's3'
}

/**
 * Opens the store the settings name, or the other one, to move files between them.
 * @throws Error when the settings of a bucket are not all there
 */
export function openStore(config: Config, kind: StoreKind = storeKindOf(config)): FileStore {
  if (kind === 'folder') return openFolderStore({ folder: join(config.SEOGO_DATA_DIR, 'files') })
  const bucket = config.SEOGO_S3_BUCKET ? bucketNamed(config, config.SEOGO_S3_BUCKET) : undefined
  if (!bucket) throw new Error('A bucket needs SEOGO_S3_BUCKET, SEOGO_S3_ACCESS_KEY and SEOGO_S3_SECRET_KEY.')
  const prefix = config.SEOGO_S3_PREFIX.replace(/^\/+|\/+$/g, '')
  return openS3Store({
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    copies: openLocalCopies({
      folder: join(config.SEOGO_DATA_DIR, 'files-cache'),
      limits: { ...usualCopyLimits, maxBytes: config.SEOGO_S3_CACHE_BYTES },
    }),
  })
}

/** A bucket of the account that the settings name; undefined while its keys are not all there. */
export function bucketNamed(config: Config, name: string): Bucket | undefined {
  const { SEOGO_S3_ACCESS_KEY: accessKey, SEOGO_S3_SECRET_KEY: secretKey, SEOGO_S3_REGION: region } = config
  if (!accessKey || !secretKey) return undefined
  return {
    endpoint: config.SEOGO_S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`,
    name,
    region,
    accessKey,
    secretKey,
    // Amazon's own hosts carry the bucket in their name; nearly everybody else's do not.
    pathStyle: config.SEOGO_S3_PATH_STYLE ?? config.SEOGO_S3_ENDPOINT !== undefined,
  }
}
