import type { ReactNode } from 'react'
import { paddingPx } from './page-layout.ts'
import type { Mark } from './place-mark.ts'
import { ReaderPage } from './ReaderPage.tsx'
import type { PagePress, ShownPage } from './reader-contract.ts'
import type { ReaderView } from './useReaderView.ts'

type Props = {
  readonly view: ReaderView
  /** Pages that stay drawn because a selection begins, lies or ends on them. */
  readonly held: { readonly first: number; readonly last: number } | undefined
  readonly isDark: boolean
  /** The address of a picture of the first page. */
  readonly picture: string | undefined
  readonly marks: readonly Mark[]
  readonly onPress: ((press: PagePress) => void) | undefined
  readonly overlay: (page: ShownPage) => ReactNode
}

/** The pages near the window; the room of the others is kept by arithmetic. */
export function ReaderPages({ view, held, isDark, picture, marks, onPress, overlay }: Props) {
  const { layout, shown, pageCount, isReady } = view
  const numbers = new Set([
    ...(isReady ? numbersBetween(shown.first, shown.last) : []),
    ...(isReady && held !== undefined ? numbersBetween(held.first, held.last) : []),
  ])
  return (
    <div className="relative" style={{ height: layout.totalPx, minWidth: layout.widestPx + 2 * paddingPx }}>
      {[...numbers]
        .toSorted((one, other) => one - other)
        .map((number) => {
          const page: ShownPage = {
            number,
            widthPx: layout.widths[number] ?? 0,
            heightPx: layout.heights[number] ?? 0,
            size: view.sizeOf(number),
          }
          return (
            <ReaderPage
              key={number}
              page={page}
              pageCount={pageCount}
              topPx={layout.tops[number] ?? 0}
              turnedBy={view.turnedBy}
              isDark={isDark}
              picture={number === 1 ? picture : undefined}
              marks={marks.filter((mark) => mark.page === number)}
              onSize={view.learn}
              onPress={onPress}
            >
              {overlay(page)}
            </ReaderPage>
          )
        })}
    </div>
  )
}

function numbersBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
