import { cleanSelected } from './clean-selected.ts'
import { joinLines } from './join-lines.ts'
import { heightPerWidth, markAt, type PageSize, type Place } from './place-mark.ts'
import { contextCharacters, type ReaderSelection, type SelectedPassage } from './reader-contract.ts'

/** What is selected of the pages in `frame`; undefined when it is nothing, or somewhere else. */
export function readSelection(
  frame: HTMLElement,
  sizeOf: (page: number) => PageSize | undefined,
): ReaderSelection | undefined {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(frame)) return undefined
  const [first, ...others] = [...frame.querySelectorAll<HTMLElement>('[data-page]')].flatMap((page) => {
    const number = Number(page.dataset.page)
    const size = sizeOf(number)
    const passage = size === undefined ? undefined : passageOn(page, number, size, range)
    return passage === undefined ? [] : [passage]
  })
  if (first === undefined) return undefined
  return {
    passages: [first, ...others],
    anchor: { getBoundingClientRect: () => range.getBoundingClientRect() },
    clear: () => selection.removeAllRanges(),
  }
}

/** The pages a selection begins and ends on: they must stay drawn, or it is lost. */
export function selectedPages(frame: HTMLElement): { first: number; last: number } | undefined {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const { startContainer, endContainer } = selection.getRangeAt(0)
  const first = pageAround(startContainer, frame)
  const last = pageAround(endContainer, frame)
  return first === undefined || last === undefined ? undefined : { first, last }
}

function pageAround(node: Node, frame: HTMLElement): number | undefined {
  const element = node instanceof Element ? node : node.parentElement
  const page = element?.closest<HTMLElement>('[data-page]')
  return page && frame.contains(page) ? Number(page.dataset.page) : undefined
}

/** A text node of the page, or a line's end, and whether it is before, in or behind the selection. */
type Piece = { readonly text: string; readonly side: 'before' | 'in' | 'behind'; readonly boxes: DOMRect[] }

function passageOn(
  page: HTMLElement,
  number: number,
  size: PageSize,
  range: Range,
): SelectedPassage | undefined {
  const layer = page.querySelector('.textLayer')
  if (layer === null || !range.intersectsNode(layer)) return undefined
  const pieces = [...piecesOf(layer, range)]
  const textOf = (side: Piece['side']) =>
    pieces.map((piece) => (piece.side === side ? piece.text : '')).join('')
  const quote = cleanSelected(textOf('in'))
  if (quote === '') return undefined
  const frame = page.getBoundingClientRect()
  const places = pieces
    .flatMap(({ boxes }) => boxes)
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box) => placeIn(frame, box))
  return {
    page: number,
    rectangles: joinLines(places, heightPerWidth(size)).map((place) => ({
      page: number,
      ...markAt(place, size),
    })),
    quote,
    // Twice as much raw text as is wanted: cleaning only ever shortens it.
    prefix: cleanSelected(textOf('before').slice(-2 * contextCharacters)).slice(-contextCharacters),
    suffix: cleanSelected(textOf('behind').slice(0, 2 * contextCharacters)).slice(0, contextCharacters),
  }
}

function* piecesOf(layer: Element, range: Range): Generator<Piece> {
  const walk = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    if (node instanceof Text) yield* piecesOfText(node, range)
    else if (node instanceof HTMLBRElement) yield { text: '\n', side: sideOf(node, range), boxes: [] }
  }
}

function* piecesOfText(node: Text, range: Range): Generator<Piece> {
  if (!range.intersectsNode(node)) {
    yield { text: node.data, side: sideOf(node, range), boxes: [] }
    return
  }
  const start = node === range.startContainer ? range.startOffset : 0
  const end = node === range.endContainer ? range.endOffset : node.length
  const inside = document.createRange()
  inside.setStart(node, start)
  inside.setEnd(node, end)
  yield { text: node.data.slice(0, start), side: 'before', boxes: [] }
  yield { text: node.data.slice(start, end), side: 'in', boxes: [...inside.getClientRects()] }
  yield { text: node.data.slice(end), side: 'behind', boxes: [] }
}

function sideOf(node: Node, range: Range): Piece['side'] {
  const order = range.comparePoint(node, 0)
  return order < 0 ? 'before' : order > 0 ? 'behind' : 'in'
}

function placeIn(frame: DOMRect, box: DOMRect): Place {
  return {
    left: (box.left - frame.left) / frame.width,
    top: (box.top - frame.top) / frame.height,
    width: box.width / frame.width,
    height: box.height / frame.height,
  }
}
