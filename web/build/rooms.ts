import { fileURLToPath } from 'node:url'
import type { Rolldown } from 'vite'

const web = fileURLToPath(new URL('..', import.meta.url))
const rooms = {
  frame: 'shell/Frame.tsx',
  door: 'pages/SignInPage.tsx',
  library: 'pages/library/LibraryPage.tsx',
  paper: 'pages/paper/PaperPage.tsx',
} as const

type Room = keyof typeof rooms
type Context = Rolldown.ChunkingContext

const found = new Map<Room, ReadonlySet<string>>()

/** What a room cannot begin without, and what that cannot. */
function reach(room: Room, context: Context): ReadonlySet<string> {
  const known = found.get(room)
  if (known !== undefined) return known
  const start = `${web}${rooms[room]}`
  const reached = new Set([start])
  // A set hands out also what is added while it is read.
  for (const id of reached) for (const each of context.getModuleInfo(id)?.importedIds ?? []) reached.add(each)
  reached.delete(start)
  found.set(room, reached)
  return reached
}

// The first that fits takes a module, with all it imports that is in none yet: so each is closed under imports.
const files: readonly (readonly [name: string, neededBy: readonly Room[]])[] = [
  ['base', ['frame', 'door']],
  ['frame', ['frame']],
  ['fields', ['door']],
  ['papers', ['library', 'paper']],
]

/**
 * The files that modules are put in which are needed together anyway: what the frame needs, what the sign-in shares with it,
 * what the pages of papers share. A file of a few hundred bytes each is a journey each over plain HTTP.
 */
export function filesOfRooms(priority: number): Rolldown.CodeSplittingGroup[] {
  return files.map(([debugName, neededBy], at) => ({
    debugName,
    name: (id, context) => (neededBy.every((room) => reach(room, context).has(id)) ? debugName : null),
    priority: priority - at / files.length,
  }))
}
