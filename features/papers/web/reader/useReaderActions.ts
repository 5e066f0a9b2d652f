import { type Action, useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { paperWords } from '../words.ts'
import type { Find } from './find/useFind.ts'
import { paddingPx } from './page-layout.ts'
import type { ReaderView } from './useReaderView.ts'
import { zoomStep } from './useZoom.ts'
import { readerWords } from './words.ts'

type Options = {
  readonly view: ReaderView
  readonly find: Find
  readonly onFind: () => void
  readonly onSide: () => void
  readonly onLight: () => void
}

/** What can be done in the reader by keyboard, and found on the help sheet. */
export function useReaderActions({ view, find, onFind, onSide, onLight }: Options): void {
  const paper = useWords(paperWords)
  const words = useWords(readerWords)
  const group = paper.reader
  const { shown, pageCount, jumps } = view
  const toPage = (page: number) => view.goTo({ page, share: 0 }, paddingPx)
  const again = { group, repeats: true }
  const actions: Action[] = [
    { ...again, id: 'reader.next', title: paper.nextPage, keys: 'n', run: () => toPage(shown.current + 1) },
    {
      ...again,
      id: 'reader.previous',
      title: paper.previousPage,
      keys: 'p',
      run: () => toPage(shown.current - 1),
    },
    {
      id: 'reader.first',
      title: words.firstPage,
      group,
      keys: 'mod+Home',
      run: () => view.jumpTo({ page: 1, share: 0 }, paddingPx),
    },
    {
      id: 'reader.last',
      title: words.lastPage,
      group,
      keys: 'mod+End',
      run: () => view.jumpTo({ page: pageCount, share: 0 }, paddingPx),
    },
    {
      ...again,
      id: 'reader.larger',
      title: paper.zoomIn,
      keys: '+',
      otherKeys: '=',
      run: () => view.zoomBy(zoomStep),
    },
    { ...again, id: 'reader.smaller', title: paper.zoomOut, keys: '-', run: () => view.zoomBy(1 / zoomStep) },
    { id: 'reader.width', title: words.fitWidth, group, keys: 'w', run: () => view.fitTo('width') },
    { id: 'reader.page', title: words.fitPage, group, keys: 'f', run: () => view.fitTo('page') },
    { id: 'reader.turn', title: words.turnPages, group, keys: ']', run: view.turn },
    { id: 'reader.side', title: words.sidePane, group, keys: 'b', run: onSide },
    { id: 'reader.light', title: words.darkPages, group, keys: 'i', run: onLight },
    { id: 'reader.find', title: words.find, group, keys: 'mod+f', run: onFind },
  ]
  if (find.isOpen) {
    const everywhere = { ...again, alsoWhileWriting: true }
    actions.push({
      ...everywhere,
      id: 'reader.hit',
      title: words.nextHit,
      keys: 'mod+g',
      otherKeys: 'F3',
      run: () => find.step(1),
    })
  }
  if (jumps.canGoBack)
    actions.push({ id: 'reader.back', title: words.goBack, group, keys: 'alt+ArrowLeft', run: jumps.goBack })
  if (jumps.canGoForward)
    actions.push({
      id: 'reader.forward',
      title: words.goForward,
      group,
      keys: 'alt+ArrowRight',
      run: jumps.goForward,
    })
  useActions(actions)
}
