import type { NamedAttachment } from './reading.ts'

/** Parts of a text at an unescaped sign; the escapes stay. */
function partsAt(text: string, sign: string): string[] {
  const parts = ['']
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    if (letter === '\\' && at + 1 < text.length) {
      parts[parts.length - 1] += letter + text.charAt(at + 1)
      at += 1
    } else if (letter === sign) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}

const unescaped = (text: string) => text.replaceAll(/\\([\\:;_&%#{}$~^ ])/g, '$1').trim()

/** A type as JabRef ("PDF"), Mendeley ("pdf") or Zotero ("application/pdf") writes it. */
const isType = (text: string) => /^(?:[a-z]+\/[\w.+-]+|[a-z][a-z0-9 ]{0,14}|)$/i.test(text.trim())

/**
 * The files in BibTeX's `file`: `description:path:type` one after the other with semicolons (JabRef, Zotero, Mendeley),
 * or a path by itself.
 */
export function bibtexFiles(tex: string | undefined): NamedAttachment[] {
  if (tex === undefined) return []
  const written = tex.replaceAll('$\\backslash$', '\\').replaceAll(/[{}]/g, '').trim()
  return partsAt(written, ';').flatMap((each) => {
    const path = pathIn(each)
    return path === '' ? [] : [{ path, ...(/\.pdf$/i.test(path) ? { mediaType: 'application/pdf' } : {}) }]
  })
}

function pathIn(written: string): string {
  const parts = partsAt(written, ':')
  const last = parts.at(-1) ?? ''
  if (parts.length === 1) return unescaped(written)
  // A drive and its path, written without escapes.
  if (parts.length === 2 && /^\s*[a-z]$/i.test(parts[0] ?? '')) return written.replaceAll('\\\\', '\\').trim()
  if (parts.length === 2) return unescaped(isType(last) ? (parts[0] ?? '') : last)
  return unescaped(parts.slice(1, isType(last) ? -1 : undefined).join(':'))
}

/** The files in the links of a RIS record: L1 and L2 are files or addresses, LK mostly the latter. */
export function risFiles(
  fields: readonly { readonly tag: string; readonly value: string }[],
): NamedAttachment[] {
  return fields
    .filter(({ tag }) => /^(?:L1|L2|LK)$/.test(tag))
    .flatMap(({ value }) => value.split(/\s*\n\s*|;\s*(?=\S+:\/\/)/))
    .map((each) => each.trim())
    .filter((path) => path !== '' && !/^(?:https?|ftp|doi):/i.test(path) && !/^(?:www\.|10\.\d)/i.test(path))
    .map((path) => ({ path }))
}
