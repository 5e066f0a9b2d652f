import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Account, chooseAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { EmbeddedPostgresError, errorCode } from './errors.ts'
import { chooseRunAs, type RunAs } from './run-as.ts'
import type { Settings } from './settings.ts'

/** Told in a few typed fields and one sentence what happens to the server. */
export type Log = (fields: object, message: string) => void

/** Where one embedded server lives and who runs it. All paths are absolute. */
export type Site = {
  folder: string
  /** PostgreSQL's own data folder. */
  cluster: string
  logFile: string
  runFile: string
  /** Whom the server runs as when Seogo is root; undefined is Seogo's own account. */
  account: Account | undefined
  runAs: RunAs
  binaries: Binaries
  settings: Settings
  log: Log
}

// sockaddr_un holds 104 bytes on macOS, 108 on Linux, both with a closing zero.
const longestSocketPath = 103
const socketName = '.s.PGSQL.5432'

/**
 * Makes the folder and finds the programs and the account.
 * @throws EmbeddedPostgresError unsupported_platform, binaries_missing, binaries_incomplete, no_account, folder_unusable
 */
export function prepareSite(options: { folder: string; settings: Settings; log: Log }): Site {
  const { settings, log } = options
  const wanted = resolve(options.folder)
  const binaries = findBinaries()
  const account = chooseAccount(join(wanted, 'cluster'))
  makeFolder(wanted, account)
  refuseForeignFolder(wanted)
  const folder = realpathSync(wanted)
  const { runAs, closed } = chooseRunAs(account, [dirname(binaries.postgres), folder])
  if (closed)
    log(
      { folder: closed, account: account?.name },
      'the database server is lent the right to pass a closed folder',
    )
  return {
    folder,
    cluster: join(folder, 'cluster'),
    logFile: join(folder, 'postgres.log'),
    runFile: join(folder, 'run.json'),
    account,
    runAs,
    binaries,
    settings,
    log,
  }
}

function makeFolder(folder: string, account: Account | undefined): void {
  try {
    const first = mkdirSync(folder, { recursive: true, mode: account ? 0o711 : 0o700 })
    if (!first || !account) return
    // A strict umask of root would lock the account out of the very folders just made for it.
    for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o711)
  } catch (error) {
    throw new EmbeddedPostgresError(
      'folder_unusable',
      `The data folder ${folder} cannot be made (${errorCode(error)}). Give Seogo a folder it may write to: SEOGO_DATA_DIR.`,
      { cause: error },
    )
  }
}

function refuseForeignFolder(folder: string): void {
  const self = process.getuid?.() ?? 0
  const found = lstatSync(join(folder, 'cluster'), { throwIfNoEntry: false })
  if (self === 0 || !found || found.uid === self) return
  throw new EmbeddedPostgresError(
    'folder_unusable',
    `${folder} belongs to another account (uid ${found.uid}). Run Seogo as that account, or choose another SEOGO_DATA_DIR.`,
  )
}

/** The socket folders which a server of this site may have chosen, best first. */
export function possibleSocketFolders(site: Pick<Site, 'folder'>): string[] {
  const beside = join(site.folder, 'socket')
  const fits = Buffer.byteLength(join(beside, socketName)) <= longestSocketPath
  return fits ? [beside, temporarySocketFolder(site)] : [temporarySocketFolder(site)]
}

/**
 * Makes the folder for the socket, entered by nobody but the server's account and root: whoever reaches the socket
 * is the database's superuser. Beside the data it is found by every process, also from another container; a path
 * that is too long or a file system without sockets leaves the temporary folder.
 * @throws EmbeddedPostgresError folder_unusable
 */
export async function makeSocketFolder(site: Site): Promise<string> {
  for (const folder of possibleSocketFolders(site)) {
    if (makePrivateFolder(folder, site.account) && (await takesSockets(folder))) return folder
  }
  const tried = possibleSocketFolders(site).join(' nor in ')
  throw new EmbeddedPostgresError(
    'folder_unusable',
    `No private folder for the database socket could be made in ${tried}. Remove what stands there, or choose a shorter SEOGO_DATA_DIR.`,
  )
}

/** Removes the temporary socket folder if it was used and is empty. */
export function removeSocketFolder(site: Site): void {
  try {
    rmdirSync(temporarySocketFolder(site))
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(errorCode(error) ?? '')) throw error
  }
}

function temporarySocketFolder(site: Pick<Site, 'folder'>): string {
  // Not $TMPDIR or $XDG_RUNTIME_DIR: they differ between a service and a shell, which must find the same server.
  const base = lstatSync('/tmp', { throwIfNoEntry: false }) ? '/tmp' : tmpdir()
  const hash = createHash('sha256').update(`${process.getuid?.()}:${site.folder}`).digest('hex')
  return join(base, `seogo-${hash.slice(0, 16)}`)
}

function makePrivateFolder(folder: string, account: Account | undefined): boolean {
  const self = process.getuid?.() ?? 0
  const owner = account?.uid ?? self
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // In a shared temporary folder a stranger may have made the name first: then it is not ours to use.
    const found = lstatSync(folder)
    if (!found.isDirectory() || (found.uid !== owner && found.uid !== self)) return false
    chmodSync(folder, 0o700)
    if (account) chownSync(folder, account.uid, account.gid)
    return true
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return false
  }
}

async function takesSockets(folder: string): Promise<boolean> {
  const probe = createServer()
  const { promise, resolve: settle } = Promise.withResolvers<boolean>()
  probe.once('error', () => settle(false))
  probe.listen(join(folder, `.probe-${process.pid}`), () => probe.close(() => settle(true)))
  return promise
}
