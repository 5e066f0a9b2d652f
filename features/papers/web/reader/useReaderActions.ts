import { type Action, useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { paperWords } from '../words.ts'
import { paddingPx, type Spot } from './page-layout.ts'
import type { useJumps } from './useJumps.ts'
import { zoomStep } from './useZoom.ts'
import { readerWords } from './words.ts'

type Options = {
  readonly page: number
  readonly goTo: (spot: Spot, abovePx?: number) => void
  readonly jumps: ReturnType<typeof useJumps>
  readonly zoomBy: (factor: number) => void
  readonly fitTo: (way: 'width' | 'page') => void
  readonly turn: () => void
}

/** What can be done in the reader by keyboard, and found on the help sheet. */
export function useReaderActions({ page, goTo, jumps, zoomBy, fitTo, turn }: Options): void {
  const words = useWords(paperWords)
  const more = useWords(readerWords)
  const group = words.reader
  const toPage = (number: number) => goTo({ page: number, share: 0 }, paddingPx)
  const actions: Action[] = [
    {
      id: 'reader.next',
      title: words.nextPage,
      group,
      keys: 'n',
      repeats: true,
      run: () => toPage(page + 1),
    },
    {
      id: 'reader.previous',
      title: words.previousPage,
      group,
      keys: 'p',
      repeats: true,
      run: () => toPage(page - 1),
    },
    {
      id: 'reader.larger',
      title: words.zoomIn,
      group,
      keys: '+',
      otherKeys: '=',
      repeats: true,
      run: () => zoomBy(zoomStep),
    },
    {
      id: 'reader.smaller',
      title: words.zoomOut,
      group,
      keys: '-',
      repeats: true,
      run: () => zoomBy(1 / zoomStep),
    },
    { id: 'reader.width', title: more.fitWidth, group, keys: 'w', run: () => fitTo('width') },
    { id: 'reader.page', title: more.fitPage, group, keys: 'f', run: () => fitTo('page') },
    { id: 'reader.turn', title: more.turnPages, group, keys: ']', run: turn },
  ]
  if (jumps.canGoBack)
    actions.push({ id: 'reader.back', title: more.goBack, group, keys: 'alt+ArrowLeft', run: jumps.goBack })
  if (jumps.canGoForward)
    actions.push({
      id: 'reader.forward',
      title: more.goForward,
      group,
      keys: 'alt+ArrowRight',
      run: jumps.goForward,
    })
  useActions(actions)
}
