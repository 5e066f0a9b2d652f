import { may } from '#contract/permissions.ts'
import type { LibrarySummary } from '#features/accounts/contract.ts'
import { librariesWords } from '#features/accounts/web/libraries/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { useMe } from './useMe.ts'

/** A library as screens call it, with whether the person may change what stands in it. */
export type ShownLibrary = LibrarySummary & { readonly mayEdit: boolean }

/** The person's libraries, their own first and called so. */
export function useLibraries(): readonly ShownLibrary[] {
  const { myLibrary } = useWords(librariesWords)
  const me = useMe()
  return me.libraries.map((library) => ({
    ...library,
    name: library.kind === 'personal' ? myLibrary : library.name,
    mayEdit: library.membership !== 'reader' && may(me.role, 'papers:write'),
  }))
}

/** Whether the person may change what stands in a library. What the server would refuse is not offered. */
export function useMayEdit(libraryId: string | undefined): boolean {
  return useLibraries().some(({ id, mayEdit }) => id === libraryId && mayEdit)
}

/**
 * The libraries that papers may be added to, the chosen one first. None when the chosen one may only be read: who looks at it
 * means it, and would not find in another one what was added there.
 */
export function useTargets(chosenId: string | undefined): readonly ShownLibrary[] {
  const editable = useLibraries().filter(({ mayEdit }) => mayEdit)
  if (chosenId === undefined) return editable
  const chosen = editable.filter(({ id }) => id === chosenId)
  return chosen.length === 0 ? [] : [...chosen, ...editable.filter(({ id }) => id !== chosenId)]
}
