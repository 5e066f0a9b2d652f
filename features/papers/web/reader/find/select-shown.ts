type Caret = { readonly node: Text; readonly offset: number }

/**
 * Selects the words of the hit that is shown, as browsers do when their own search is closed: so words are chosen without a
 * mouse, and Shift with the arrows takes more or fewer of them. Without a hit in sight nothing is selected.
 */
export function selectShown(frame: HTMLElement, question: string): void {
  const boxes = [...frame.querySelectorAll('[data-found] > [data-shown]')].map((mark) =>
    mark.getBoundingClientRect(),
  )
  const [first, last] = [boxes.at(0), boxes.at(-1)]
  // Safari before 18.4 cannot tell which letter stands at a point.
  if (first === undefined || last === undefined || !('caretPositionFromPoint' in document)) return
  const start = caretAt(frame, first.left + 1, first.top + first.height / 2)
  const end = caretAt(frame, last.right - 1, last.top + last.height / 2)
  if (start === undefined || end === undefined) return
  // Where letters stand within a run is an estimate; ligatures and accents may keep the question from being found as it is.
  const [from, to] = lettersNear(start, question) ?? [start, end]
  document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
}

function caretAt(frame: HTMLElement, x: number, y: number): Caret | undefined {
  const caret = document.caretPositionFromPoint(x, y)
  if (!(caret?.offsetNode instanceof Text) || !frame.contains(caret.offsetNode)) return undefined
  return { node: caret.offsetNode, offset: caret.offset }
}

/** Before and after the letters of the question that stand nearest to a place in its page's text. */
function lettersNear({ node, offset }: Caret, question: string): [Caret, Caret] | undefined {
  const layer = node.parentElement?.closest('.textLayer')
  if (!layer) return undefined
  const carets: Caret[] = []
  let letters = ''
  let near = 0
  const texts = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text instanceof Text; text = texts.nextNode()) {
    if (text === node) near = carets.length + folded(text.data.slice(0, offset)).length
    for (let at = 0; at < text.data.length; at += 1) {
      const letter = folded(text.data.charAt(at))
      letters += letter
      for (const _ of letter) carets.push({ node: text, offset: at })
    }
  }
  const wanted = folded(question)
  let best = -1
  for (let at = letters.indexOf(wanted); at !== -1 && wanted !== ''; at = letters.indexOf(wanted, at + 1)) {
    if (best === -1 || Math.abs(at - near) < Math.abs(best - near)) best = at
  }
  const [from, to] = [carets[best], carets[best + wanted.length - 1]]
  return from && to && [from, { node: to.node, offset: to.offset + 1 }]
}

/** Lines are broken in the page where the question has a space, or nothing. */
function folded(text: string): string {
  return text.replace(/\s/g, '').toLowerCase()
}
