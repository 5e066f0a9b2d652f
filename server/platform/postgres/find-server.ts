import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Address, ask } from './connect.ts'
import type { PostmasterPid } from './postmaster-pid.ts'
import { possibleSocketFolders, type Site } from './site.ts'

/** A server that answers. `adopted`: it was found running, not started by this process. */
export type Server = Address & { pid: number; adopted: boolean }

/** What the sockets say of the server that `postmaster.pid` names. */
export type Sighting = { is: 'open'; server: Server } | { is: 'not yet' } | { is: 'silent' }

/** Every socket folder in which the server of `postmaster.pid` may listen. */
export function socketFoldersOf(site: Pick<Site, 'folder'>, written: PostmasterPid): Set<string> {
  return new Set([written.socketFolder, ...possibleSocketFolders(site)].filter(Boolean))
}

/** Asks every socket that may be the server's, and believes only an answer from this very data folder. */
export async function sightServer(
  site: Pick<Site, 'folder' | 'cluster'>,
  written: PostmasterPid,
): Promise<Sighting> {
  const { pid, port } = written
  for (const socketFolder of socketFoldersOf(site, written)) {
    const answer = await ask({ socketFolder, port })
    if (answer.is === 'not yet') return { is: 'not yet' }
    if (answer.is === 'silent') continue
    // A copied data folder brings along a postmaster.pid that points to the original's socket.
    const ours = dirname(socketFolder) === site.folder || sameFolder(answer.dataFolder, site.cluster)
    if (ours) return { is: 'open', server: { pid, port, socketFolder, adopted: true } }
  }
  return { is: 'silent' }
}

function sameFolder(one: string, other: string): boolean {
  const a = statSync(one, { throwIfNoEntry: false })
  const b = statSync(other, { throwIfNoEntry: false })
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev
}
