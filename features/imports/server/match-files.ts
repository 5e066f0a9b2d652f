import type { PaperId } from '#contract/ids.ts'

/** A file that an entry names, with the paper that the entry is of. */
export type NamedFile = {
  readonly paperId: PaperId
  /** As the program wrote it: relative, or absolute on the machine it was written on. */
  readonly path: string
  /** Where the bibliography itself stood in what was sent. */
  readonly bibliography: string
}

/** A file that came with the import, by its place among its files. */
export type SentFile = { readonly fileIndex: number; readonly path: string }

function segmentsOf(path: string): string[] {
  const found: string[] = []
  for (const part of path.normalize('NFC').toLowerCase().replaceAll('\\', '/').split('/')) {
    if (part === '..') found.pop()
    else if (part !== '' && part !== '.') found.push(part)
  }
  return found
}

/** Without what stands before a path in some programs: `file://`, EndNote's `internal-pdf://`. */
function writtenSegments(path: string): string[] {
  const bare = /^(?:file|internal-pdf):\/*(.*)$/i.exec(path)?.[1]
  return segmentsOf(bare === undefined ? path : decoded(bare))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const keyOf = (segments: readonly string[]) => segments.join('/')

/** How many of the last parts of two paths are the same. */
function commonEnd(one: readonly string[], other: readonly string[]): number {
  let count = 0
  while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) count += 1
  return count
}

/** One folder and the name: less is the name alone. */
const leastEnd = 2

/**
 * Finds for each sent file the paper whose entry names it: by its path from the bibliography, else by the longest end of its path,
 * else by its name alone where no other file, and no entry of another paper, has the same.
 * @returns papers by the file's place among the import's files
 */
export function matchFiles(sent: readonly SentFile[], named: readonly NamedFile[]): Map<number, PaperId> {
  const wanted = named
    .filter(({ path }) => !/^https?:/i.test(path))
    .map(({ paperId, path, bibliography }) => {
      const segments = writtenSegments(path)
      return { paperId, segments, fromBibliography: [...segmentsOf(bibliography).slice(0, -1), ...segments] }
    })
  const found = new Map<number, PaperId>()
  for (const { fileIndex, path } of sent) {
    const own = segmentsOf(path)
    const name = own.at(-1)
    const isOnly = sent.filter((other) => segmentsOf(other.path).at(-1) === name).length === 1
    const longest = wanted.reduce((most, { segments }) => Math.max(most, commonEnd(own, segments)), 0)
    const tries = [
      wanted.filter(({ fromBibliography }) => keyOf(fromBibliography) === keyOf(own)),
      longest < leastEnd ? [] : wanted.filter(({ segments }) => commonEnd(own, segments) === longest),
      isOnly ? wanted.filter(({ segments }) => segments.at(-1) === name) : [],
    ]
    const papers = tries
      .map((each) => new Set(each.map(({ paperId }) => paperId)))
      .find(({ size }) => size > 0)
    const [only, ...others] = papers ?? []
    if (only !== undefined && others.length === 0) found.set(fileIndex, only)
  }
  return found
}
