/** What is kept under one name, for how long, and by what it is forgotten. */
export type CacheNamespace = {
  /** `feature.what`; patterns end in `*`. */
  readonly name: string
  /** So long it is as good as read anew, if none of what it was made of changes. */
  readonly ttlMs: number
  /** Tables whose changed rows it is made of: each tells of its changes (migration 0094). */
  readonly dependsOn: readonly string[]
  /** Why a change of rows cannot make it old, where it depends on no table. */
  readonly because?: string
  /** Goes with the answers: nothing is kept where SEOGO_CACHE is off. */
  readonly isAnswer?: boolean
  /** Whether processes share it through Redis, where there is one. Only what is bytes can be shared. */
  readonly isShared?: boolean
}

export function cacheNamespace(namespace: CacheNamespace): CacheNamespace {
  return namespace
}

/** Whether a name is meant by a pattern: itself, or its beginning and `*`. */
export function isMeant(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}
