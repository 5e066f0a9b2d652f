import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { Account } from './account.ts'

/** What to give to `spawn` so that a program runs under the server's account. */
export type Command = { program: string; arguments_: string[]; ids: { uid?: number; gid?: number } }
export type RunAs = (program: string, arguments_: string[]) => Command

/** As the account and nothing more; without one as Seogo's own account. */
export function runPlainly(account: Account | undefined): RunAs {
  const ids = account ? { uid: account.uid, gid: account.gid } : {}
  return (program, arguments_) => ({ program, arguments_, ids })
}

/**
 * How to run programs as the account so that they reach all of `folders`. Where a folder on the way is closed to
 * it, typically /root with a checkout inside, `setpriv` lends it the right to pass and read (CAP_DAC_READ_SEARCH),
 * which root has and may give. Where that cannot be done the plain way is returned, and the refusal explained later.
 * @returns `closed`, the folder that made the loan necessary
 */
export function chooseRunAs(
  account: Account | undefined,
  folders: string[],
): { runAs: RunAs; closed: string | undefined } {
  const plain = runPlainly(account)
  const setpriv = findProgram('setpriv')
  if (!account || !setpriv) return { runAs: plain, closed: undefined }
  const closed = firstClosed(folders, plain)
  if (!closed) return { runAs: plain, closed: undefined }
  const who = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  // The secure bit keeps access(2), with which PostgreSQL checks its own program files, from ignoring the loan.
  const loan = [
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_read_search',
    '--ambient-caps=+dac_read_search',
  ]
  const passing: RunAs = (program, arguments_) => ({
    program: setpriv,
    arguments_: [...who, ...loan, '--', program, ...arguments_],
    ids: {},
  })
  return firstClosed(folders, passing) ? { runAs: plain, closed: undefined } : { runAs: passing, closed }
}

function firstClosed(folders: string[], runAs: RunAs): string | undefined {
  return folders.map((folder) => firstClosedFolder(folder, runAs)).find((closed) => closed !== undefined)
}

/**
 * The first folder from the root down to `folder` that cannot be entered, tried by entering it under the account
 * (modes alone do not tell: ACLs, mounts and namespaces decide too). Undefined when the way is open.
 */
export function firstClosedFolder(folder: string, runAs: RunAs): string | undefined {
  const way = [folder]
  for (let above = dirname(folder); above !== way[0]; above = dirname(above)) way.unshift(above)
  const script = 'for f; do cd "$f" 2>/dev/null || { printf %s "$f"; exit 0; }; done'
  const { program, arguments_, ids } = runAs('/bin/sh', ['-c', script, 'sh', ...way])
  const asked = spawnSync(program, arguments_, { ...ids, cwd: '/', encoding: 'utf8' })
  // A failure to run at all is no proof of an open way.
  return asked.status === 0 ? asked.stdout || undefined : folder
}

function findProgram(name: string): string | undefined {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
