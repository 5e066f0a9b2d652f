import { rmSync } from 'node:fs'
import { makeDataFolder, preparedLibrary, startSeogoOn } from './seogo.ts'

/**
 * Before the journeys: builds the screens and makes one library that nobody owns yet; each journey starts on a copy of it.
 * @returns what removes it after the last
 */
export default async function prepareLibrary(): Promise<() => void> {
  const folder = makeDataFolder()
  const { stop } = await startSeogoOn(folder)
  await stop()
  process.env[preparedLibrary] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
