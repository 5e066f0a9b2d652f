import { globSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeDataFolder, preparedLibrary, startSeogoOn } from './seogo.ts'

/**
 * Before the journeys: builds the screens and makes one library that nobody owns yet; each journey starts on a copy of it.
 * @returns what removes it and what is left of its copies after the last
 */
export default async function prepareLibrary(): Promise<() => Promise<void>> {
  const folder = makeDataFolder()
  const prepared = makeDataFolder(folder)
  const { stop } = await startSeogoOn(prepared)
  await stop()
  process.env[preparedLibrary] = prepared
  return async () => {
    // The one nobody asked for was told to end when its worker did.
    const running = () => globSync('*/postgres/cluster/postmaster.pid', { cwd: folder })
    for (let waits = 0; waits < 100 && running().length > 0; waits++) await sleep(200)
    rmSync(folder, { recursive: true, force: true })
  }
}
