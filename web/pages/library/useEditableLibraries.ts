import { useLibraries } from '../useLibraries.ts'

/** The libraries one sees, as the panes take them. */
export function useLibrariesShown() {
  return useLibraries().map(({ id, name, mayEdit }) => ({ id, name, mayChange: mayEdit }))
}

/** Those of them one may change. */
export function useEditableLibraries() {
  return useLibrariesShown().filter(({ mayChange }) => mayChange)
}
