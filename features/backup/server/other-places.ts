import type { z } from 'zod'
import type { Config } from '#platform/config/config.ts'
import type { House } from '#platform/house.ts'
import type { listBackups } from '../contract.ts'
import { copySet } from './copy-set.ts'
import type { Manifest } from './format/manifest.ts'
import { removeSets } from './remove-set.ts'
import { openShelf } from './shelf.ts'

/** Where backups are copied to once they are made. */
function otherPlaces({ SEOGO_BACKUP_ALSO_TO: places = '' }: Config): string[] {
  return places
    .split(',')
    .map((place) => place.trim())
    .filter((place) => place !== '')
}

type Failure = { readonly place: string; readonly error: unknown }

/** Does something at each other place; one that cannot be used keeps nobody from the next. */
async function atEach(config: Config, work: (place: string) => Promise<void>): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const place of otherPlaces(config))
    try {
      await work(place)
    } catch (error) {
      failures.push({ place, error })
    }
  return failures
}

/** Copies a set to every other place. The lock of backups has to be held. @returns where that did not come about */
export async function copyToOthers(
  { config }: House,
  set: Manifest,
  signal?: AbortSignal,
): Promise<Failure[]> {
  const failures = await atEach(config, async (place) => {
    await copySet(set, openShelf(config), openShelf(config, { place }), { signal })
  })
  signal?.throwIfAborted()
  return failures
}

/** Removes sets from every other place that has them. The lock of backups has to be held. */
export async function removeFromOthers({ config }: House, ids: readonly string[]): Promise<Failure[]> {
  return atEach(config, async (place) => {
    const shelf = openShelf(config, { place })
    const there = new Set(await shelf.documents.list())
    const going = ids.filter((id) => there.has(`${id}.set`))
    if (going.length > 0) await removeSets(shelf, going)
  })
}

type Others = z.input<typeof listBackups.reply>['others']

/** What is at the other places: how many, and the id of the newest, which begins with its time. */
export async function listOthers({ config }: House): Promise<Others> {
  const others: Others = []
  const failures = await atEach(config, async (place) => {
    const names = await openShelf(config, { place }).documents.list()
    const sets = names.filter((name) => name.endsWith('.set')).sort()
    others.push({ place, count: sets.length, newestId: sets.at(-1)?.slice(0, -'.set'.length) ?? null })
  })
  return [...others, ...failures.map(({ place }) => ({ place, count: null, newestId: null }))]
}
