import { useSyncExternalStore } from 'react'
import type { IdentifierBatchId } from '#contract/ids.ts'
import { addIdentifiers } from '#features/sources/contract.ts'
import { call } from '#web/lib/call.ts'

/** Identifiers that were asked for together, and those of them that were asked for once more. */
export type Lookup = { readonly id: IdentifierBatchId; readonly batchIds: readonly IdentifierBatchId[] }

let lookups: readonly Lookup[] = []
const listeners = new Set<() => void>()

function set(next: readonly Lookup[]) {
  lookups = next
  for (const listener of listeners) listener()
}

/** Asks for works to be added by their identifiers. @throws ApiProblem */
export async function lookUp(
  identifiers: readonly string[],
  libraryId: string | undefined,
): Promise<IdentifierBatchId> {
  const { id } = await call(addIdentifiers, { body: { identifiers: [...identifiers], libraryId } })
  set([...lookups, { id, batchIds: [id] }])
  return id
}

/** Asks for some of them once more; what is found then takes the place of what was said before. @throws ApiProblem */
export async function lookUpAgain(
  lookup: Lookup,
  identifiers: readonly string[],
  libraryId: string,
): Promise<void> {
  const { id } = await call(addIdentifiers, { body: { identifiers: [...identifiers], libraryId } })
  set(lookups.map((one) => (one.id === lookup.id ? { ...one, batchIds: [...one.batchIds, id] } : one)))
}

/** Hides what became of identifiers. */
export function hideLookup(id: IdentifierBatchId): void {
  set(lookups.filter((one) => one.id !== id))
}

/** What was looked up from this page. */
export function useLookups(): readonly Lookup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => lookups,
  )
}
