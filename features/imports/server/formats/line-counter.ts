/** Tells the line of places in a text that are asked for in rising order; together they cost one pass. */
export function lineCounter(text: string): (position: number) => number {
  let line = 1
  // Kept from one question to the next: a file of one line would be searched to its end each time.
  let next = text.indexOf('\n')
  return (position) => {
    while (next !== -1 && next < position) {
      line += 1
      next = text.indexOf('\n', next + 1)
    }
    return line
  }
}
