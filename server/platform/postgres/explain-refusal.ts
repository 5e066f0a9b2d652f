import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { EmbeddedPostgresError, errorCode } from './errors.ts'
import { firstClosedFolder } from './run-as.ts'
import type { Site } from './site.ts'

/**
 * Why a program of PostgreSQL could not be run, when the reason is the machine and not PostgreSQL; else undefined.
 * @param error what `spawn` said, if it was that
 */
export function explainRefusal(
  site: Site,
  program: string,
  error: unknown,
): EmbeddedPostgresError | undefined {
  const cause = { cause: error }
  if (errorCode(error) === 'EPERM') {
    const advice = 'Run Seogo (or its container) as an ordinary user instead of root.'
    return new EmbeddedPostgresError(
      'no_account',
      `This root may not act as another account. ${advice}`,
      cause,
    )
  }
  if (errorCode(error) === 'ENOENT' && existsSync(program)) {
    const advice = 'Use Debian, Ubuntu, Fedora or another system with glibc, or set SEOGO_DATABASE_URL.'
    return new EmbeddedPostgresError(
      'unsupported_platform',
      `${program} cannot run on this system. ${advice}`,
      cause,
    )
  }
  const who = site.account
    ? `the account "${site.account.name}", which runs PostgreSQL because Seogo is root,`
    : 'this account'
  const places = [
    { folder: dirname(program), what: 'Seogo with its node_modules' },
    { folder: site.folder, what: 'the data folder (SEOGO_DATA_DIR)' },
  ]
  for (const { folder, what } of places) {
    const closed = firstClosedFolder(folder, site.runAs)
    if (!closed) continue
    return new EmbeddedPostgresError(
      'not_reachable',
      `${closed} may not be entered by ${who} on the way to ${folder}. Move ${what} to an open place such as ` +
        `/srv/seogo, allow it with "chmod o+x ${closed}", or run Seogo as an ordinary user.`,
      cause,
    )
  }
  return undefined
}
