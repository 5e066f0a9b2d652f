import type { Mark, PageSize } from './place-mark.ts'

/** A page as it is drawn now; `placeMark(mark, page.size)` says where a rectangle lies on it. */
export type ShownPage = {
  /** From 1. */
  readonly number: number
  readonly widthPx: number
  readonly heightPx: number
  readonly size: PageSize
}

/** What is selected on one page. */
export type SelectedPassage = {
  readonly page: number
  /** One a line and column, in reading order, in the units of the quotes' rectangles (`Mark`). */
  readonly rectangles: readonly Mark[]
  /** Clean text: ligatures in letters, Hangul composed, line ends as spaces, words divided at a line end joined. */
  readonly quote: string
  /** What stands before and behind it on the page, up to {@link contextCharacters} characters, equally clean. */
  readonly prefix: string
  readonly suffix: string
}

export type ReaderSelection = {
  /** In the order of the pages. */
  readonly passages: readonly [SelectedPassage, ...SelectedPassage[]]
  /** Where a popover may stand: the box around what is selected on screen. */
  readonly anchor: { readonly getBoundingClientRect: () => DOMRect }
  /** Lets go of the selection, as after it became a highlight. */
  readonly clear: () => void
}

/** A press on a page that selected nothing. */
export type PagePress = {
  readonly page: number
  /** Shares of the page as it is shown, from its upper left corner, as `Place` has them. */
  readonly left: number
  readonly top: number
  readonly clientX: number
  readonly clientY: number
}

/** What other screens may ask of an open reader. */
export type ReaderHandle = {
  /** Brings a page into view, or the first of these rectangles on it. Where one was can be gone back to. */
  readonly show: (place: { readonly page: number; readonly marks?: readonly Mark[] }) => void
}

export const contextCharacters = 64
