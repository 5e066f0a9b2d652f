const ligatures: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
}

/**
 * A passage as one writes it down: on one line, words whole again that a line end had broken, ligatures as letters.
 * Whether a hyphen at a line end belongs to its word ("state-of-the-art") is asked of the rest of the text.
 */
export function readableQuote(passage: string, text: string): string {
  const lower = text.toLowerCase()
  return passage
    .replaceAll(/(\p{L}+)[-‐]\s*\n\s*(\p{Ll}+)/gu, (_, before: string, after: string) =>
      lower.includes(`${before}-${after}`.toLowerCase()) ? `${before}-${after}` : before + after,
    )
    .replaceAll(/[ﬀ-ﬆ]/g, (letter) => ligatures[letter] ?? letter)
    .replaceAll(/[\u00ad\u200b\ufeff]/g, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** Characters around a passage that tell it from others like it; what the W3C's examples and Hypothesis keep. */
const contextLength = 32

/** What stands before and after a stretch of a text, on one line each. */
export function contextOf(text: string, start: number, end: number): { prefix: string; suffix: string } {
  const plain = (part: string) => part.replaceAll(/\s+/gu, ' ').toWellFormed()
  return {
    prefix: plain(text.slice(Math.max(0, start - contextLength), start)),
    suffix: plain(text.slice(end, end + contextLength)),
  }
}
