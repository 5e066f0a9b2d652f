import { toInstant } from '#contract/time.ts'
import type { CommandContext } from '#platform/feature.ts'
import { makeBackup, oneAtATime } from './backup.ts'
import { drill } from './drill.ts'
import type { Manifest } from './format/manifest.ts'
import { copyToOthers, removeFromOthers } from './other-places.ts'
import { removeSets } from './remove-set.ts'
import { getSet, type ListedSet, listSets, type Proof, pinSet, writeProof } from './sets.ts'
import { openShelf, type Shelf } from './shelf.ts'
import { onTerminal } from './tell-progress.ts'
import { verifySet } from './verify-set.ts'

function sizeOf(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** `seogo backup make [--full] [--drill]` */
export async function makeCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const set = await makeBackup(house, {
    kind: options.full === true ? 'full' : 'incremental',
    tell: onTerminal(terminal),
  })
  terminal.bar('', undefined)
  terminal.line(`Made ${set.id}: ${rowsOf(set)} rows, ${set.files.count} files, ${sizeOf(set.storedBytes)}.`)
  terminal.line(`${sizeOf(set.written.bytes)} of it are new; the rest was there already.`)
  const { missingCount } = set.files
  if (missingCount > 0)
    terminal.line(`${missingCount} files that papers name are not in the store, and so in no backup.`)
  const notCopied = await oneAtATime(house.database.address, () => copyToOthers(house, set))
  for (const { place, error } of notCopied)
    terminal.line(`NOT copied to ${place}: ${error instanceof Error ? error.message : String(error)}`)
  const proof =
    options.drill === true
      ? await drillOnTerminal(set, openShelf(house.config), { house, terminal })
      : undefined
  terminal.result({
    ...summaryOf(set),
    notCopiedTo: notCopied.map(({ place }) => place),
    ...(proof && { proof }),
  })
  return notCopied.length > 0 || proof?.provenAt === null ? 1 : 0
}

function rowsOf(set: Manifest): number {
  return set.tables.reduce((sum, { rows }) => sum + rows, 0)
}

function summaryOf(set: Manifest) {
  return {
    id: set.id,
    kind: set.kind,
    takenAt: set.takenAt,
    finishedAt: set.finishedAt,
    appVersion: set.appVersion,
    migration: set.migrations.length,
    rows: rowsOf(set),
    tables: Object.fromEntries(set.tables.map(({ schema, name, rows }) => [`${schema}.${name}`, rows])),
    files: set.files.count,
    missingFiles: set.files.missingCount,
    storedBytes: set.storedBytes,
    writtenBytes: set.written.bytes,
  }
}

/** The shelf that `--at` names, or that of the settings. */
export function shelfOf({ house, options }: Pick<CommandContext, 'house' | 'options'>, mustExist: boolean) {
  const place = typeof options.at === 'string' ? options.at : undefined
  return openShelf(house.config, { place, mustExist })
}

/** `seogo backup list [--at <place>]` */
export async function listCommand(context: CommandContext): Promise<number> {
  const { terminal } = context
  const shelf = shelfOf(context, false)
  const sets = await listSets(shelf)
  if (sets.length === 0) terminal.line(`There is no backup in ${shelf.place}.`)
  for (const each of sets) terminal.line(lineOf(each))
  terminal.result({
    place: shelf.place,
    items: sets.map(({ id, set, problem, proof, pinned }) => ({
      ...(set ? summaryOf(set) : { id, problem: problem?.code, ...problem?.details }),
      pinned,
      proof: proof ?? null,
    })),
  })
  return 0
}

function lineOf({ id, set, problem, proof, pinned }: ListedSet): string {
  if (!set) return `${id}  cannot be read: ${problem?.code ?? 'unknown'}`
  const kind = set.kind.padEnd(11)
  return `${id}  ${set.takenAt}  ${kind}  ${sizeOf(set.storedBytes).padStart(10)}  ${stateOf(proof)}${pinned ? ', pinned' : ''}`
}

function stateOf(proof: Proof | undefined): string {
  if (!proof) return 'not verified'
  if (proof.damages.length > 0) return `DAMAGED (${proof.damages.length} parts)`
  return proof.provenAt ? `proven ${proof.provenAt}` : `verified ${proof.verifiedAt}`
}

/** `seogo backup verify [<id>]`: exit code 1 when something is damaged. */
export async function verifyCommand(context: CommandContext): Promise<number> {
  const { house, args, terminal } = context
  const shelf = shelfOf(context, true)
  const set = await getSet(shelf, args[0] ?? 'latest')
  const tell = onTerminal(terminal)
  const damages = await verifySet(shelf, set, { tell: (done, total) => tell('reading', done, total) })
  terminal.bar('', undefined)
  await writeProof(shelf, set.id, {
    verifiedAt: toInstant(house.clock.now()),
    damages,
    ...(damages.length > 0 && { provenAt: null }),
  })
  for (const { where, part, why } of damages) terminal.line(`damaged (${why}): ${where}, part ${part}`)
  if (damages.length === 0) terminal.line(`${set.id} is as it was written: every hash fits.`)
  terminal.result({ id: set.id, damages })
  return damages.length > 0 ? 1 : 0
}

/** `seogo backup drill [<id>]`: exit code 1 when it is not proven. */
export async function drillCommand(context: CommandContext): Promise<number> {
  const { house, args, terminal } = context
  const shelf = shelfOf(context, true)
  const set = await getSet(shelf, args[0] ?? 'latest')
  const proof = await drillOnTerminal(set, shelf, { house, terminal })
  terminal.result({ id: set.id, proof })
  return proof.provenAt === null ? 1 : 0
}

async function drillOnTerminal(
  set: Manifest,
  shelf: Shelf,
  { house, terminal }: Pick<CommandContext, 'house' | 'terminal'>,
): Promise<Proof> {
  const proof = await oneAtATime(house.database.address, () =>
    drill({
      house,
      shelf,
      set,
      tell: onTerminal(terminal),
    }),
  )
  terminal.bar('', undefined)
  for (const { where, part, why } of proof.damages) terminal.line(`damaged (${why}): ${where}, part ${part}`)
  for (const fault of proof.drill?.faults ?? []) terminal.line(`not as it was: ${fault}`)
  if (proof.provenAt && proof.drill)
    terminal.line(
      `Proven: ${proof.drill.rows} rows in ${proof.drill.tables} tables restored and compared, ${proof.drill.files} files read, ${proof.drill.people} people asked.`,
    )
  return proof
}

async function setPin({ house, args, terminal }: CommandContext, pinned: boolean): Promise<number> {
  const [id = ''] = args
  await pinSet(openShelf(house.config, { mustExist: true }), id, pinned)
  terminal.line(pinned ? `${id} stays until it is unpinned.` : `${id} goes when its time has come.`)
  terminal.result({ id, pinned })
  return 0
}

/** `seogo backup pin <id>` */
export const pinCommand = (context: CommandContext): Promise<number> => setPin(context, true)

/** `seogo backup unpin <id>` */
export const unpinCommand = (context: CommandContext): Promise<number> => setPin(context, false)

/** `seogo backup delete <id> …` */
export async function deleteCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const shelf = openShelf(house.config, { mustExist: true })
  const freedBytes = await oneAtATime(house.database.address, async () => {
    const freed = await removeSets(shelf, args)
    await removeFromOthers(house, args)
    return freed
  })
  terminal.line(`Removed ${args.length}; ${sizeOf(freedBytes)} became free.`)
  terminal.result({ removed: args, freedBytes })
  return 0
}
