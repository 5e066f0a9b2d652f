import { Link, useNavigate } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { may } from '#contract/permissions.ts'
import { AnalysisPanel } from '#features/analysis/web/AnalysisPanel.tsx'
import { Kinship } from '#features/duplicates/web/Kinship.tsx'
import { PaperCitation } from '#features/exports/web/PaperCitation.tsx'
import { HighlightList } from '#features/highlights/web/HighlightList.tsx'
import { highlightWords } from '#features/highlights/web/words.ts'
import { HistoryPanel } from '#features/history/web/HistoryPanel.tsx'
import { historyWords } from '#features/history/web/words.ts'
import type { PaperDetail, PaperFile } from '#features/papers/contract.ts'
import { FileSection } from '#features/papers/web/FileSection.tsx'
import { PaperDetails } from '#features/papers/web/PaperDetails.tsx'
import { RelatedPanel } from '#features/related/web/RelatedPanel.tsx'
import { FieldSources } from '#features/sources/web/FieldSources.tsx'
import { PaperSources } from '#features/sources/web/PaperSources.tsx'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { iconLinkClasses } from '#web/ui/IconButton.tsx'
import { compareLink, paperLink } from '../pair-links.tsx'
import { useMayEdit } from '../useLibraries.ts'
import { useMe } from '../useMe.ts'
import { KinshipActions } from './KinshipActions.tsx'
import { PaperNotes } from './PaperNotes.tsx'
import { SuggestedTag } from './SuggestedTag.tsx'
import type { Highlighting } from './useHighlighting.tsx'
import type { Passage } from './usePassage.ts'
import { paperPageWords } from './words.ts'

/** A part of the page. Its name stands in the address, `keys` open it. */
export type PaperTab = {
  readonly value: string
  readonly label: string
  readonly keys: string
  /** What the palette calls the way to it. */
  readonly show: string
  readonly count?: string | undefined
  readonly content: ReactNode
}

type Options = {
  readonly paper: PaperDetail
  readonly passage: Passage
  readonly highlighting: Highlighting
  /** Brings the reader into view where it is not beside the parts. */
  readonly onRead: () => void
}

/** Also by OCR. */
function isTextComing({ state, ocr }: PaperFile): boolean {
  return state === 'stored' || state === 'reading' || ocr?.state === 'waiting' || ocr?.state === 'reading'
}

/** The parts of the paper's page beside the reader, in the order they are shown; the first is open unless told. */
export function usePaperTabs({ paper, passage, highlighting, onRead }: Options): readonly PaperTab[] {
  const words = useWords(paperPageWords)
  const { title: highlights } = useWords(highlightWords)
  const { title: history } = useWords(historyWords)
  const { number } = useFormat()
  const me = useMe()
  const navigate = useNavigate()
  const mayWrite = useMayEdit(paper.libraryId)
  return [
    {
      value: 'analysis',
      label: words.analysis,
      keys: 'v',
      show: words.actions.showAnalysis,
      content: (
        <AnalysisPanel
          paperId={paper.id}
          mayAsk={mayWrite && may(me.role, 'analyses:request')}
          isTextComing={paper.files.some(isTextComing)}
          runId={passage.runId}
          onRun={passage.showRun}
          shownClaim={passage.claim}
          onClaim={(key) => {
            passage.showClaim(key)
            onRead()
          }}
          printLink={(run) => (
            <Link
              to="/papers/$paperId/print"
              params={{ paperId: paper.id }}
              search={{ run }}
              aria-label={words.printAnalysis}
              title={words.printAnalysis}
              className={iconLinkClasses}
            >
              <Printer aria-hidden />
            </Link>
          )}
          tagButton={(name, label) => (
            <SuggestedTag paper={paper} name={name} label={label} mayWrite={mayWrite} />
          )}
        />
      ),
    },
    {
      value: 'highlights',
      label: highlights,
      keys: 'h',
      show: words.actions.showHighlights,
      count: highlighting.count === 0 ? undefined : number(highlighting.count),
      content: <HighlightList {...highlighting.list} />,
    },
    {
      value: 'details',
      label: words.details,
      keys: 'd',
      show: words.actions.showDetails,
      content: (
        <PaperDetails
          paper={paper}
          mayWrite={mayWrite}
          fieldTools={
            mayWrite
              ? (field, label) => <FieldSources paper={paper} field={field} label={label} />
              : undefined
          }
          citation={<PaperCitation paperId={paper.id} />}
          versions={
            <>
              <Kinship
                paperId={paper.id}
                mayWrite={mayWrite}
                paperLink={paperLink}
                compareLink={compareLink}
              />
              {mayWrite ? <KinshipActions paper={paper} /> : null}
            </>
          }
          sources={<PaperSources paper={paper} mayWrite={mayWrite} />}
          onRemoved={() => void navigate({ to: '/', replace: true })}
        />
      ),
    },
    {
      value: 'notes',
      label: words.notes,
      keys: 's n',
      show: words.actions.showNotes,
      content: <PaperNotes paper={paper} />,
    },
    {
      value: 'files',
      label: words.files,
      keys: 's f',
      show: words.actions.showFiles,
      content: (
        <div className="px-4 py-4">
          <FileSection paper={paper} mayWrite={mayWrite} />
        </div>
      ),
    },
    {
      value: 'related',
      label: words.related,
      keys: 's r',
      show: words.actions.showRelated,
      content: (
        <div className="px-4 py-4">
          <RelatedPanel paperId={paper.id} paperLink={paperLink} />
        </div>
      ),
    },
    {
      value: 'history',
      label: history,
      keys: 's h',
      show: words.actions.showHistory,
      content: <HistoryPanel paperId={paper.id} />,
    },
  ]
}
