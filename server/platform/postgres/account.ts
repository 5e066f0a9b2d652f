import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'

/** The operating-system account which runs PostgreSQL when Seogo itself is root. */
export type Account = { name: string; uid: number; gid: number }

// PostgreSQL refuses to run as root. The first of these that exists is taken; the last ones own no files by custom.
const preferred = ['seogo', 'postgres', 'nobody', 'daemon']

/**
 * Who has to run PostgreSQL over `cluster`: undefined means Seogo's own account. As root it is the owner of an
 * existing cluster, else a known unprivileged account, else a new system account named seogo.
 * @throws EmbeddedPostgresError no_account
 */
export function chooseAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = listAccounts(readFileSync('/etc/passwd', 'utf8'))
  const made = statSync(join(cluster, 'PG_VERSION'), { throwIfNoEntry: false })
  if (made && made.uid !== 0) {
    const name = accounts.find((account) => account.uid === made.uid)?.name ?? `uid ${made.uid}`
    return { name, uid: made.uid, gid: made.gid }
  }
  return pickAccount(accounts) ?? createAccount()
}

/** The accounts of a passwd file that are not root, in its order. */
export function listAccounts(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    if (!name || !(Number(uid) > 0) || !(Number(gid) > 0)) return []
    return [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}

/** The account to run PostgreSQL as, if one of the customary ones exists. */
export function pickAccount(accounts: Account[]): Account | undefined {
  const known = preferred.map((name) => accounts.find((account) => account.name === name))
  return known.find((account) => account !== undefined)
}

function createAccount(): Account {
  const arguments_ = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'seogo']
  const made = spawnSync('useradd', arguments_, { encoding: 'utf8' })
  const account = pickAccount(listAccounts(readFileSync('/etc/passwd', 'utf8')))
  if (account) return account
  const reason = made.error?.message ?? made.stderr.trim()
  throw new EmbeddedPostgresError(
    'no_account',
    `Seogo runs as root, PostgreSQL never does, and no unprivileged account exists (useradd: ${reason}). ` +
      'Create one named "seogo", or run Seogo as an ordinary user.',
  )
}

/** What child processes of the server inherit: nothing of the caller's locale, time zone or PG… variables. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC', LC_ALL: characterLocale, HOME: '/' }
}

/**
 * The libc locale of LC_CTYPE. pg_trgm asks libc what a letter is, whatever the database's locale provider; under
 * plain C no Hangul is a letter and Korean search finds nothing. macOS knows no C.UTF-8.
 */
export const characterLocale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
