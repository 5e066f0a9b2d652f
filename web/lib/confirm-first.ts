import { useSyncExternalStore } from 'react'

/**
 * Why: the last proof is a while ago; the session is challenged, as something about it is unusual; or it is, and of somebody
 * whose password is not enough.
 */
export type Proof = 'recent' | 'challenge' | 'factor'

/** Somebody waits for the person to say again who they are. */
type Waiting = {
  readonly proof: Proof
  /** True: it is them, and what was asked for goes on; false: they turned away. */
  readonly settle: (isConfirmed: boolean) => void
}

const listeners = new Set<() => void>()
let waiting: Waiting | undefined
let answer: Promise<boolean> | undefined

function put(next: Waiting | undefined) {
  waiting = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Has the person prove who they are, where a screen is there to ask them; calls that wait at the same time share one answer.
 * @returns whether they did
 */
export function confirmFirst(proof: Proof): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false)
  answer ??= new Promise((resolve) => {
    put({
      proof,
      settle(isConfirmed) {
        answer = undefined
        put(undefined)
        resolve(isConfirmed)
      },
    })
  })
  return answer
}

/** Tells what waits for a proof whenever that changes. @returns what ends it */
export function watchProof(listener: (waiting: Waiting | undefined) => void): () => void {
  return subscribe(() => listener(waiting))
}

/** What waits for a proof, for the one dialog that asks for it. */
export function useWaitingForProof(): Waiting | undefined {
  return useSyncExternalStore(subscribe, () => waiting)
}
