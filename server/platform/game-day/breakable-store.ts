import type { FileStore } from '#platform/files/files.ts'

/** The store, which has no room while it is broken: nothing is taken in, what is there can be read and removed. */
export function breakableStore(store: FileStore, isBroken: () => boolean): FileStore {
  return {
    ...store,
    async put(bytes, limits) {
      if (!isBroken()) return store.put(bytes, limits)
      const error = Object.assign(new Error('ENOSPC: no space left on device, on purpose'), {
        code: 'ENOSPC',
      })
      bytes.destroy()
      throw error
    },
  }
}
