import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { may } from '#contract/permissions.ts'
import { AnalysisPanel } from '#features/analysis/web/AnalysisPanel.tsx'
import type { PaperDetail, PaperFile } from '#features/papers/contract.ts'
import { PaperDetails } from '#features/papers/web/PaperDetails.tsx'
import { FieldSources } from '#features/sources/web/FieldSources.tsx'
import { PaperSources } from '#features/sources/web/PaperSources.tsx'
import { useMedia } from '#web/lib/useMedia.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { SplitPane } from '#web/ui/SplitPane.tsx'
import { Tabs } from '#web/ui/Tabs.tsx'
import { useMe } from '../useMe.ts'
import { PaperHead } from './PaperHead.tsx'
import { PaperReader } from './PaperReader.tsx'
import { SuggestedTag } from './SuggestedTag.tsx'
import { usePaperActions } from './usePaperActions.ts'
import { usePassage } from './usePassage.ts'
import { paperPageWords } from './words.ts'

/** Also by OCR. */
function isTextComing({ state, ocr }: PaperFile): boolean {
  return state === 'stored' || state === 'reading' || ocr?.state === 'waiting' || ocr?.state === 'reading'
}

/** The paper and what is known about it: side by side where there is room, else one after the other by tabs. */
export function PaperRoom({ paper }: { readonly paper: PaperDetail }) {
  const words = useWords(paperPageWords)
  const me = useMe()
  const navigate = useNavigate()
  const isWide = useMedia('(min-width: 64rem)')
  const [tab, setTab] = useState('analysis')
  const passage = usePassage(paper)
  const mayWrite = may(me.role, 'papers:write')
  usePaperActions({ paper, onTab: setTab })

  const analysis = (
    <AnalysisPanel
      paperId={paper.id}
      mayAsk={may(me.role, 'analyses:request')}
      isTextComing={paper.files.some(isTextComing)}
      runId={passage.runId}
      onRun={passage.showRun}
      shownClaim={passage.claim}
      onClaim={(key) => {
        passage.showClaim(key)
        if (!isWide) setTab('read')
      }}
      tagButton={(name, label) => (
        <SuggestedTag paper={paper} name={name} label={label} mayWrite={mayWrite} />
      )}
    />
  )
  const about = [
    { value: 'analysis', label: words.analysis, content: analysis },
    {
      value: 'details',
      label: words.details,
      content: (
        <PaperDetails
          paper={paper}
          mayWrite={mayWrite}
          fieldTools={
            mayWrite
              ? (field, label) => <FieldSources paper={paper} field={field} label={label} />
              : undefined
          }
          sources={<PaperSources paper={paper} mayWrite={mayWrite} />}
          onRemoved={() => void navigate({ to: '/', replace: true })}
        />
      ),
    },
  ]
  const reader = <PaperReader paper={paper} passage={passage} />
  if (isWide) {
    return (
      <SplitPane
        label={words.divider}
        storageKey="seogo.split.paper"
        start={reader}
        end={
          <section aria-label={words.panel} className="flex h-full min-h-0 flex-col bg-sheet">
            <PaperHead paper={paper} mayWrite={mayWrite} />
            <Tabs label={words.tabs} tabs={about} value={tab} onValue={setTab} className="flex-1" />
          </section>
        }
      />
    )
  }
  return (
    <div className={classes('flex min-h-0 flex-1 flex-col bg-sheet', tab !== 'read' && 'overflow-y-auto')}>
      <PaperHead paper={paper} mayWrite={mayWrite} isFolded={tab === 'read'} />
      <Tabs
        label={words.tabs}
        tabs={[{ value: 'read', label: words.read, content: reader }, ...about]}
        value={tab}
        onValue={setTab}
        scrolls={tab === 'read' ? 'panel' : 'page'}
        className="flex-1"
      />
    </div>
  )
}
