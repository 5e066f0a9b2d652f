import type { FoldedText } from '#features/papers/server/papers.ts'

const dashBetweenWords = /(?<=\p{L}{2})-(?=\p{L}{2})/gu

/**
 * A folded text without the dashes between two words: some set them close, some between spaces, and who copies takes the
 * one for the other. Beside a number or a single letter a dash may be a minus and stays.
 */
export function withoutDashes({ stream, starts, ends }: FoldedText): FoldedText {
  const kept: number[] = []
  let from = 0
  for (const { index } of stream.matchAll(dashBetweenWords)) {
    for (let at = from; at < index; at += 1) kept.push(at)
    from = index + 1
  }
  for (let at = from; at < stream.length; at += 1) kept.push(at)
  return {
    stream: stream.replace(dashBetweenWords, ''),
    starts: Int32Array.from(kept, (at) => starts[at] ?? 0),
    ends: Int32Array.from(kept, (at) => ends[at] ?? 0),
  }
}
