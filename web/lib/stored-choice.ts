import { useSyncExternalStore } from 'react'

/** One choice of the person that this browser remembers, the same in every open tab. */
export type StoredChoice<Value extends string> = {
  readonly get: () => Value
  readonly set: (value: Value) => void
  readonly subscribe: (listener: () => void) => () => void
}

type Options<Value extends string> = {
  readonly key: `seogo.${string}`
  readonly allowed: readonly Value[]
  readonly whenUnset: () => Value
  /** Told at once about the present value, then about every new one. */
  readonly onChange?: (value: Value) => void
}

/** Keeps a choice in localStorage; where storage is forbidden it lasts as long as the page. */
export function storedChoice<const Value extends string>(options: Options<Value>): StoredChoice<Value> {
  const listeners = new Set<() => void>()
  let value = read(options)
  const tell = () => {
    options.onChange?.(value)
    for (const listener of listeners) listener()
  }
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => {
      if (event.key !== options.key) return
      value = read(options)
      tell()
    })
  }
  options.onChange?.(value)
  return {
    get: () => value,
    set: (next) => {
      value = next
      try {
        localStorage.setItem(options.key, next)
      } catch {
        // Forbidden or full: the choice then lasts as long as the page.
      }
      tell()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function read<Value extends string>({ key, allowed, whenUnset }: Options<Value>): Value {
  try {
    const stored = localStorage.getItem(key)
    return allowed.find((value) => value === stored) ?? whenUnset()
  } catch {
    return whenUnset()
  }
}

/** The present value of a stored choice; renders again when it changes, in this tab or another. */
export function useStoredChoice<Value extends string>(choice: StoredChoice<Value>): Value {
  return useSyncExternalStore(choice.subscribe, choice.get)
}
