import { statfs } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'

const lookEveryMs = 2_000
const megabyte = 1_000_000
/** It goes on at half as much again: else the first thing written would close it anew. */
const reopensAt = 1.5

type Room = { isShort: boolean; freeBytes: number; readonly waiting: Set<() => void> }

const rooms = new WeakMap<House['config'], Room>()

function roomOf({ config }: Pick<House, 'config'>): Room {
  const known = rooms.get(config) ?? {
    isShort: false,
    freeBytes: Number.POSITIVE_INFINITY,
    waiting: new Set(),
  }
  rooms.set(config, known)
  return known
}

/** Tells how much is free on the disk of the data folder. @returns whether there is too little to write */
export function tellRoom(house: Pick<House, 'config' | 'log'>, freeBytes: number): boolean {
  const room = roomOf(house)
  const leastBytes = house.config.SEOGO_READ_ONLY_BELOW_MB * megabyte
  const wasShort = room.isShort
  room.freeBytes = freeBytes
  room.isShort = freeBytes < leastBytes * (wasShort ? reopensAt : 1)
  if (room.isShort && !wasShort)
    house.log.error(
      { freeBytes, leastBytes },
      'the disk is nearly full: nothing is written till there is room',
    )
  if (wasShort && !room.isShort) {
    house.log.info({ freeBytes }, 'there is room again: what is asked is written')
    for (const goOn of room.waiting) goOn()
  }
  return room.isShort
}

/** Whether the disk of the data folder has too little room to write. */
export function isShortOfRoom(house: Pick<House, 'config'>): boolean {
  return roomOf(house).isShort
}

/** @throws Problem read_only while there is too little room to write */
export function requireRoom(house: Pick<House, 'config'>): void {
  const { isShort, freeBytes } = roomOf(house)
  if (isShort) throw new Problem('read_only', { freeBytes })
}

/** Waits until there is room, or nobody waits any more. */
export async function untilRoom(house: Pick<House, 'config'>, signal: AbortSignal): Promise<void> {
  const room = roomOf(house)
  if (!room.isShort || signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const goOn = () => resolve()
  room.waiting.add(goOn)
  signal.addEventListener('abort', goOn)
  await promise
  room.waiting.delete(goOn)
  signal.removeEventListener('abort', goOn)
}

/**
 * Watches the room on the disk of the data folder, and stops what this process writes before it is full: a PostgreSQL that
 * cannot write its log ends, and nothing can be read any more either.
 */
export async function watchRoom(house: House): Promise<{ stop(): Promise<void> }> {
  const { SEOGO_DATA_DIR: folder, SEOGO_READ_ONLY_BELOW_MB: least } = house.config
  if (least === 0) return { stop: async () => undefined }
  const stopping = new AbortController()
  const look = async () => {
    const disk = await statfs(folder)
    tellRoom(house, disk.bavail * disk.bsize)
  }
  const lookAgain = () =>
    look().catch((error: unknown) => house.log.warn({ err: error }, 'the room on the disk is not known'))
  await lookAgain()
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (!stopping.signal.aborted) await lookAgain()
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await watching
    },
  }
}
