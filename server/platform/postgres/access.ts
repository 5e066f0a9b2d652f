import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Account, runAs } from './account.ts'
import { EmbeddedPostgresError, errorCode } from './errors.ts'

/**
 * The first folder on the way to `path` that `account` may not enter, asked of the kernel under that account
 * (modes alone do not tell: ACLs, mounts and namespaces decide too). Undefined when the way is open.
 */
export function firstClosedFolder(path: string, account: Account | undefined): string | undefined {
  const way = [path]
  for (let folder = dirname(path); folder !== way[0]; folder = dirname(folder)) way.unshift(folder)
  const script = 'for f; do [ -x "$f" ] || { printf %s "$f"; exit 0; }; done'
  const asked = spawnSync('/bin/sh', ['-c', script, 'sh', ...way], {
    ...runAs(account),
    cwd: '/',
    encoding: 'utf8',
  })
  return asked.stdout || undefined
}

type Attempt = { account: Account | undefined; binary: string; folder: string; error?: unknown }

/**
 * Why PostgreSQL could not be run, when the reason is the machine and not PostgreSQL; undefined otherwise.
 * @param attempt.folder a folder the account has to reach besides the program
 */
export function explainRefusal(attempt: Attempt): EmbeddedPostgresError | undefined {
  const { account, binary, folder, error } = attempt
  const cause = { cause: error }
  if (errorCode(error) === 'EPERM') {
    const advice = 'Run Seogo (or its container) as an ordinary user instead of root.'
    return new EmbeddedPostgresError(
      'no_account',
      `This root may not act as another account. ${advice}`,
      cause,
    )
  }
  if (errorCode(error) === 'ENOENT' && existsSync(binary)) {
    const advice = 'Use Debian, Ubuntu, Fedora or another system with glibc, or set SEOGO_DATABASE_URL.'
    return new EmbeddedPostgresError(
      'unsupported_platform',
      `${binary} cannot run on this system. ${advice}`,
      cause,
    )
  }
  const who = account
    ? `the account "${account.name}", which runs PostgreSQL because Seogo is root,`
    : 'this account'
  for (const path of [binary, folder]) {
    const closed = firstClosedFolder(path, account)
    if (!closed) continue
    const what = path === binary ? 'Seogo with its node_modules' : 'the data folder (SEOGO_DATA_DIR)'
    return new EmbeddedPostgresError(
      'not_reachable',
      `${closed} may not be entered by ${who} on the way to ${path}. Move ${what} to an open place such as /srv/seogo, ` +
        `allow it with "chmod o+x ${closed}", or run Seogo as an ordinary user.`,
      cause,
    )
  }
  return undefined
}
