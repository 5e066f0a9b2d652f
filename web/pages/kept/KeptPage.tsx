import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { canServeItself } from '#web/lib/device-worker.ts'
import { useFormat } from '#web/lib/format.ts'
import { forgetKept, useKept } from '#web/lib/kept.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button, buttonClasses } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { KeptRow } from './KeptRow.tsx'
import { keptWords } from './words.ts'

/** The papers that this browser keeps, how much room they take, and the way to let them go. */
export function KeptPage() {
  const words = useWords(keptWords)
  useTitle(words.title)
  const papers = useKept()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <header className="pt-6 pb-4">
          <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
          <p className="mt-0.5 max-w-read text-ink-soft">{words.help}</p>
        </header>
        {papers.length === 0 ? (
          <EmptyState
            title={canServeItself() ? words.none : words.cannot}
            actions={
              <Link to="/" className={buttonClasses('primary')}>
                {words.toLibrary}
              </Link>
            }
          >
            {canServeItself() ? words.noneHelp : words.cannotHelp}
          </EmptyState>
        ) : (
          <>
            <ul aria-label={words.list} className="divide-y border-y">
              {papers.map((paper) => (
                <KeptRow key={paper.id} paper={paper} />
              ))}
            </ul>
            <Room />
          </>
        )}
      </div>
    </div>
  )
}

/** How much room the papers take together, and all that Seogo keeps here. */
function Room() {
  const words = useWords(keptWords)
  const { sizeBytes } = useFormat()
  const papers = useKept()
  const room = useQuery({
    queryKey: ['room-here', papers],
    queryFn: () => navigator.storage.estimate(),
    networkMode: 'always',
  }).data
  const total = papers.reduce((sum, paper) => sum + paper.sizeBytes, 0)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 text-ink-soft text-sm">
      <p className="min-w-0 flex-1 basis-64">
        {words.total(papers.length, sizeBytes(total))}
        {room?.usage === undefined || room.quota === undefined ? null : (
          <span className="block text-ink-faint text-xs">
            {words.room(sizeBytes(room.usage), sizeBytes(room.quota))}
          </span>
        )}
      </p>
      <Button look="danger" size="sm" onClick={() => void forgetKept()}>
        {words.removeAll}
      </Button>
    </div>
  )
}
