/**
 * Where the braces opened before `from` close. TeX does not count `\\{` and `\\}`, BibTeX does; files are written for both,
 * so the second is tried when the first finds no end before `limit`.
 */
export function bracesEnd(text: string, from: number, limit: number): number | undefined {
  return closingBrace(text, from, limit, false) ?? closingBrace(text, from, limit, true)
}

function closingBrace(text: string, from: number, limit: number, countsEscaped: boolean): number | undefined {
  let depth = 1
  for (let index = from; index < limit; index += 1) {
    const character = text[index]
    if (character === '\\' && !countsEscaped) index += 1
    else if (character === '{') depth += 1
    else if (character === '}') {
      depth -= 1
      if (depth === 0) return index
    }
  }
  return undefined
}

/** Where a value in quotation marks ends; a mark inside of braces does not end it. */
export function quotesEnd(text: string, from: number, limit: number): number | undefined {
  let depth = 0
  for (let index = from; index < limit; index += 1) {
    const character = text[index]
    if (character === '\\') index += 1
    else if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    else if (character === '"' && depth <= 0) return index
  }
  return undefined
}
