import type { PaperDetail } from '#features/papers/contract.ts'
import { usePageStands } from '#web/lib/first-drawing.ts'
import { useRememberedPaper } from '#web/lib/recent.ts'
import { useIsWide } from '#web/lib/useMedia.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { SplitPane } from '#web/ui/SplitPane.tsx'
import { Tabs } from '#web/ui/Tabs.tsx'
import { useMayEdit } from '../useLibraries.ts'
import { PaperHead } from './PaperHead.tsx'
import { PaperReader } from './PaperReader.tsx'
import { useHighlighting } from './useHighlighting.tsx'
import { usePaperActions } from './usePaperActions.ts'
import { usePaperTabs } from './usePaperTabs.tsx'
import { usePassage } from './usePassage.ts'
import { useTab } from './useTab.ts'
import { paperPageWords } from './words.ts'

const readTab = 'read'

/** The paper and what is known about it: side by side where there is room, else one after the other by tabs. */
export function PaperRoom({ paper }: { readonly paper: PaperDetail }) {
  const words = useWords(paperPageWords)
  useRememberedPaper(paper)
  const isWide = useIsWide()
  const passage = usePassage(paper)
  const { tab, showTab } = useTab()
  const onRead = () => isWide || showTab(readTab)
  const highlighting = useHighlighting(paper, passage, onRead)
  const about = usePaperTabs({ paper, passage, highlighting, onRead })
  const mayWrite = useMayEdit(paper.libraryId)
  const pageStands = usePageStands()
  usePaperActions({ paper, tabs: about, onTab: showTab })

  const reader = (
    <>
      <PaperReader paper={paper} passage={passage} mayWrite={mayWrite} highlighting={highlighting.reader} />
      {highlighting.floating}
    </>
  )
  const tabs = isWide ? about : [{ value: readTab, label: words.read, content: reader }, ...about]
  // An address of another width or of a part that is no more opens the first part about the paper.
  const shown = tabs.some(({ value }) => value === tab) ? tab : undefined
  const open = shown ?? about[0]?.value ?? readTab
  if (isWide) {
    return (
      <SplitPane
        label={words.divider}
        storageKey="seogo.split.paper"
        start={reader}
        end={
          <section aria-label={words.panel} className="flex h-full min-h-0 flex-col bg-sheet">
            <PaperHead paper={paper} mayWrite={mayWrite} />
            {pageStands ? (
              <Tabs label={words.tabs} tabs={tabs} value={open} onValue={showTab} className="flex-1" />
            ) : null}
          </section>
        }
      />
    )
  }
  return (
    <div className={classes('flex min-h-0 flex-1 flex-col bg-sheet', open !== readTab && 'overflow-y-auto')}>
      <PaperHead paper={paper} mayWrite={mayWrite} isFolded={open === readTab} />
      <Tabs
        label={words.tabs}
        tabs={tabs}
        value={open}
        onValue={showTab}
        scrolls={open === readTab ? 'panel' : 'page'}
        className="flex-1"
      />
    </div>
  )
}
