import { type Change, type LiveMessage, liveMessage } from '#contract/live.ts'

export type LiveState = 'connecting' | 'open' | 'waiting'

/** The one socket to `/api/live`. It says what changed and carries no data. */
export type Live = {
  readonly state: () => LiveState
  readonly subscribe: (listener: () => void) => () => void
  readonly stop: () => void
}

export type LiveOptions = {
  /** `ws://…/api/live`. */
  readonly address: string
  /** Changes of the last moments, each once. */
  readonly onChanges: (changes: readonly Change[]) => void
  /** The socket is open again after it was lost: messages may have been missed. */
  readonly onReturn: () => void
  /** The session was ended, here or elsewhere: whatever is asked for next is refused. */
  readonly onEnded: () => void
  /** What the page knew before it opened this socket: the last cursor it was told, where it was connected at all. */
  readonly since?: { readonly cursor: number | undefined } | undefined
  /** Called with every cursor that comes. */
  readonly onCursor?: (cursor: number) => void
  readonly firstDelayMs?: number
}

/** The server's close code for a session that was ended. */
const sessionEnded = 4401
const defaultFirstDelayMs = 500
const longestDelayMs = 30_000
// A burst (an import of hundreds) becomes one round of refetches.
const gatherMs = 120

/**
 * Opens the live socket and keeps it open. The bound of the wait between attempts doubles up to 30 s, and each wait is drawn
 * between its half and the whole ("equal jitter"), so that a restarted server is not met by all its browsers at once. A
 * socket that comes back names the last notification it was told and is given what came after it.
 */
export function openLive(options: LiveOptions): Live {
  const listeners = new Set<() => void>()
  const gather = gatherer(options.onChanges)
  let state: LiveState = 'connecting'
  let failures = 0
  let wasOpen = options.since !== undefined
  let cursor = options.since?.cursor
  let stopped = false
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const become = (next: LiveState) => {
    if (state === next) return
    state = next
    for (const listener of listeners) listener()
  }

  const hear = ({ changed, cursor: from }: LiveMessage) => {
    const last = changed.findLast((change) => change.cursor !== undefined)?.cursor ?? from
    if (last !== undefined) {
      cursor = last
      options.onCursor?.(last)
    }
    gather.add(changed)
  }

  const connect = () => {
    clearTimeout(timer)
    if (stopped) return
    become('connecting')
    socket = new WebSocket(`${options.address}?after=${cursor ?? 'latest'}`)
    socket.addEventListener('open', () => {
      failures = 0
      become('open')
      if (wasOpen) options.onReturn()
      wasOpen = true
    })
    socket.addEventListener('message', ({ data }) => hear(messageIn(data)))
    socket.addEventListener('close', ({ code }) => {
      if (stopped) return
      if (code === sessionEnded) {
        options.onEnded()
        // The page leaves by then: nobody is let in without a session.
        failures = Math.max(failures, 2)
      }
      become('waiting')
      const boundMs = Math.min(longestDelayMs, (options.firstDelayMs ?? defaultFirstDelayMs) * 2 ** failures)
      failures++
      timer = setTimeout(connect, boundMs / 2 + (Math.random() * boundMs) / 2)
    })
  }

  const connectNow = () => {
    if (state === 'waiting') connect()
  }
  if (typeof window !== 'undefined') window.addEventListener('online', connectNow)
  connect()

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
      gather.stop()
      if (typeof window !== 'undefined') window.removeEventListener('online', connectNow)
      socket?.close()
    },
  }
}

function messageIn(data: unknown): LiveMessage {
  try {
    return liveMessage.safeParse(JSON.parse(String(data))).data ?? { changed: [] }
  } catch {
    // Not of this version's making: it names nothing that could be fetched again.
    return { changed: [] }
  }
}

function gatherer(onChanges: LiveOptions['onChanges']) {
  const waiting = new Map<string, Change>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    const changes = [...waiting.values()]
    waiting.clear()
    onChanges(changes)
  }
  return {
    add: (changes: readonly Change[]) => {
      for (const change of changes) waiting.set(`${change.topic} ${change.id ?? ''}`, change)
      if (waiting.size > 0) timer ??= setTimeout(flush, gatherMs)
    },
    stop: () => clearTimeout(timer),
  }
}
