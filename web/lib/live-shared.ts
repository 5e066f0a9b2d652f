import { z } from 'zod'
import { change } from '#contract/live.ts'
import { type Live, type LiveOptions, type LiveState, openLive } from './live.ts'

/** What the tab that holds the socket tells the others, and `ask` what a new one asks it. */
const tabMessage = z.union([
  z.strictObject({ ask: z.literal('state') }),
  z.strictObject({ state: z.enum(['connecting', 'open', 'waiting']), cursor: z.int().optional() }),
  z.strictObject({ changed: z.array(change), cursor: z.int().optional() }),
  z.strictObject({ returned: z.literal(true) }),
  z.strictObject({ ended: z.literal(true) }),
])
type TabMessage = z.infer<typeof tabMessage>

type SharedOptions = LiveOptions & {
  /** The same in all tabs that may share: one person's. */
  readonly name: string
}

/**
 * One live socket for all tabs of a person: the tab that holds the lock of this name has it open and passes on what it
 * hears; when that tab goes, the next one takes over where it stood. Locks are for secure pages only (Web Locks API); on
 * others each tab has a socket of its own.
 */
export function openSharedLive({ name, ...options }: SharedOptions): Live {
  if (typeof navigator === 'undefined' || navigator.locks === undefined) return openLive(options)
  const channel = new BroadcastChannel(name)
  const listeners = new Set<() => void>()
  const ended = Promise.withResolvers<void>()
  const stopping = new AbortController()
  let own: Live | undefined
  let state: LiveState = 'connecting'
  let followed = false
  let cursor: number | undefined

  const say = (message: TabMessage) => channel.postMessage(message)
  const become = (next: LiveState) => {
    if (state === next) return
    state = next
    for (const listener of listeners) listener()
  }
  const sayState = () => say({ state, ...(cursor !== undefined && { cursor }) })

  const lead = () => {
    own = openLive({
      ...options,
      since: followed ? { cursor } : undefined,
      onChanges: (changed) => {
        options.onChanges(changed)
        say({ changed: [...changed], ...(cursor !== undefined && { cursor }) })
      },
      onReturn: () => {
        options.onReturn()
        say({ returned: true })
      },
      onEnded: () => {
        options.onEnded()
        say({ ended: true })
      },
      onCursor: (next) => {
        cursor = next
      },
    })
    own.subscribe(() => {
      become(own?.state() ?? 'connecting')
      sayState()
    })
  }

  channel.addEventListener('message', ({ data }) => {
    const message = tabMessage.safeParse(data).data
    if (message === undefined) return
    if ('ask' in message) {
      if (own) sayState()
      return
    }
    if (own) return
    followed = true
    if ('cursor' in message) cursor = message.cursor ?? cursor
    if ('state' in message) become(message.state)
    if ('changed' in message) options.onChanges(message.changed)
    if ('returned' in message) options.onReturn()
    if ('ended' in message) options.onEnded()
  })
  say({ ask: 'state' })
  navigator.locks
    .request(name, { signal: stopping.signal }, async () => {
      lead()
      await ended.promise
    })
    // The wait for the lock is called off when the page leaves.
    .catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error
    })

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      stopping.abort()
      ended.resolve()
      own?.stop()
      channel.close()
    },
  }
}
