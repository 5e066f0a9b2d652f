const encodedWord = /=\?([\w-]{1,40})(?:\*[\w-]+)?\?([BbQq])\?([^?\s]*)\?=/g

function bytesOf(encoding: string, text: string): Uint8Array {
  if (encoding.toLowerCase() === 'b') return Buffer.from(text, 'base64')
  const binary = text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(binary, 'latin1')
}

function decoderOf(charset: string) {
  try {
    return new TextDecoder(charset)
  } catch {
    // A character set nobody knows: the word stays as it is.
    return undefined
  }
}

/**
 * A header's value with its encoded words as text: `=?UTF-8?Q?=EC=84=9C=EA=B3=A0?=` is 서고. White space between two of
 * them is none, and a character may be split between them (RFC 2047, section 6.2; the split against section 5, but seen).
 */
export function decodeHeader(value: string): string {
  type Part = { readonly text: string } | { readonly charset: string; readonly bytes: Uint8Array }
  const parts: Part[] = []
  let end = 0
  for (const match of value.matchAll(encodedWord)) {
    const [whole, charset = '', encoding = '', text = ''] = match
    const between = value.slice(end, match.index)
    const isJoined = end > 0 && between.trim() === '' && parts.length > 0
    if (!isJoined && between !== '') parts.push({ text: between })
    const decoder = decoderOf(charset)
    if (decoder === undefined) parts.push({ text: whole })
    else {
      const last = parts.at(-1)
      const bytes = bytesOf(encoding, text)
      if (isJoined && last !== undefined && 'bytes' in last && last.charset === decoder.encoding)
        parts[parts.length - 1] = { charset: last.charset, bytes: Buffer.concat([last.bytes, bytes]) }
      else parts.push({ charset: decoder.encoding, bytes })
    }
    end = match.index + whole.length
  }
  if (end < value.length) parts.push({ text: value.slice(end) })
  return parts
    .map((part) => ('text' in part ? part.text : new TextDecoder(part.charset).decode(part.bytes)))
    .join('')
}
