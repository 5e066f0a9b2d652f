import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { isLeaving } from './leaving.ts'
import type { Live, LiveState } from './live.ts'
import { openSharedLive } from './live-shared.ts'
import { markStale } from './mark-stale.ts'

/**
 * Keeps the person's live socket open while the component is on screen and marks what changed as stale.
 * Query keys begin with a change topic and, where the topic has one, the row's id: `['papers', …]`, `['paper', id, …]`.
 * A query that depends on several topics names them in `meta.topics`.
 */
export function useLive(userId: string): LiveState {
  const client = useQueryClient()
  const [live, setLive] = useState<Live | undefined>(undefined)
  // The socket is the outside system: opened with the shell, closed with it.
  useEffect(() => {
    const opened = openSharedLive({
      name: `seogo.live.${userId}`,
      address: `${location.origin.replace(/^http/, 'ws')}/api/live`,
      onChanges: (changes) => isLeaving(client) || markStale(client, changes),
      onReturn: () => void client.invalidateQueries(),
      // One question is enough to hear that nobody is signed in, and the page leaves.
      onEnded: () => isLeaving(client) || markStale(client, [{ topic: 'account' }]),
    })
    setLive(opened)
    return opened.stop
  }, [client, userId])
  return useSyncExternalStore(live?.subscribe ?? noSubscription, live?.state ?? notYet)
}

const noSubscription = () => () => undefined
const notYet = (): LiveState => 'connecting'
