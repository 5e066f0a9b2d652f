import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'

/** Where rows of a feature name bytes of the file store. What no row names is removed after some days. */
export type FileReferences = {
  /** `table.column`, each: a test holds them against the schema, so that no new one is forgotten. */
  readonly columns: readonly string[]
  readonly load: () => Promise<NamedFiles>
}

export type NamedFiles = {
  /** @returns those of the hashes that rows need, in any order, also more than once */
  readonly among: (tx: SystemTx, hashes: readonly string[]) => Promise<string[]>
  /** @returns the hashes that rows need, each once and in order, after one of them */
  readonly after: (tx: SystemTx, hash: string, limit: number) => Promise<string[]>
}

const referencesOf = new WeakMap<House, readonly FileReferences[]>()

/** Tells the references of all features, which the entry points know and nobody below them does. */
export function knowFileReferences(house: House, references: readonly FileReferences[]): void {
  referencesOf.set(house, references)
}

/** Every column that names a file: `table.column`. @throws Error when nobody said which there are */
export function listFileColumns(house: House): string[] {
  const references = referencesOf.get(house)
  if (!references || references.length === 0)
    throw new Error('the references to files are not known in this process')
  return references.flatMap(({ columns }) => columns)
}

/** @throws Error when nobody said which there are: then every file would look unneeded */
export async function loadFileReferences(house: House): Promise<NamedFiles[]> {
  const references = referencesOf.get(house)
  if (!references || references.length === 0)
    throw new Error('the references to files are not known in this process')
  return Promise.all(references.map(({ load }) => load()))
}

/** The hashes among these that some row of the house needs. */
export async function findNamedFiles(
  references: readonly NamedFiles[],
  tx: SystemTx,
  hashes: readonly string[],
): Promise<Set<string>> {
  const named = new Set<string>()
  for (const { among } of references) for (const hash of await among(tx, hashes)) named.add(hash)
  return named
}
