import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { classes } from '#web/ui/classes.ts'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { TagChip } from '#web/ui/TagChip.tsx'
import type { FileState, PaperSummary } from '../contract.ts'
import { IntegrityBadge } from './IntegrityBadge.tsx'
import { venueAndYear } from './venue-and-year.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly paper: PaperSummary
  /** Makes the title a link; the page knows the addresses. */
  readonly titleLink: (title: ReactNode) => ReactNode
  readonly rating: ReactNode
  readonly isCurrent: boolean
  readonly onPick: () => void
  readonly onOpen: () => void
}

const shownAuthors = 6
const shownTags = 2

/** One paper in the list: what it is at the left, one's own judgement of it at the right. */
export function PaperRow({ paper, titleLink, rating, isCurrent, onPick, onOpen }: Props) {
  const words = useWords(paperWords)
  const isUnread = paper.status === 'unread'
  return (
    // The title inside is the link that keyboards and screen readers use; the row only makes the target larger.
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: see above
    <div
      onClick={onPick}
      onDoubleClick={onOpen}
      className={classes(
        'relative flex items-center gap-4 border-b py-row pr-4 pl-4 md:pl-5',
        'before:absolute before:inset-y-0 before:left-0 before:w-0.5',
        isCurrent ? 'bg-tint before:bg-accent' : 'hover:bg-wash/70',
      )}
    >
      <div className="min-w-0 flex-1">
        <div className={classes('text-base leading-5', isUnread ? 'font-medium text-ink' : 'text-ink-soft')}>
          {titleLink(paper.title === '' ? words.untitled : paper.title)}
        </div>
        <div className="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 text-ink-faint text-xs md:flex-nowrap">
          {paper.integrity === null ? null : <IntegrityBadge integrity={paper.integrity} />}
          <span className="truncate">{sourceOf(paper, words)}</span>
          {paper.status === 'unread' || paper.status === 'read' ? null : (
            <Badge>{words.statusNames[paper.status]}</Badge>
          )}
          {paper.answeredCount > 0 ? (
            <span className="shrink-0 text-accent">{words.answered(paper.answeredCount)}</span>
          ) : null}
          <FileMark state={paper.fileState} />
          <RowTags tags={paper.tags} />
        </div>
        <div className="mt-1.5 flex md:hidden">{rating}</div>
      </div>
      <span className="flex shrink-0 max-md:hidden">{rating}</span>
    </div>
  )
}

/** The first tags, at the end of the second line; how many more there are. */
function RowTags({ tags }: Pick<PaperSummary, 'tags'>) {
  if (tags.length === 0) return null
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1 max-md:hidden [&>span]:max-w-36">
      {tags.slice(0, shownTags).map((tag) => (
        <TagChip key={tag.id} name={tag.name} colour={tag.colour} isSmall />
      ))}
      {tags.length > shownTags ? <span className="text-2xs">+{tags.length - shownTags}</span> : null}
    </span>
  )
}

/** Only what is not as usual is worth a mark: text still coming, or none to be had. */
function FileMark({ state }: { readonly state: FileState | null }) {
  const words = useWords(paperWords)
  if (state === null || state === 'read') return null
  const status = { stored: 'waiting', reading: 'active', unreadable: 'care' } as const
  return <StatusDot status={status[state]} label={words.fileStates[state]} />
}

/** Authors, venue and year in one line. */
export function sourceOf(
  paper: Pick<PaperSummary, 'authors' | 'venue' | 'year'>,
  words: (typeof paperWords)['en'],
): string {
  const hidden = paper.authors.length - shownAuthors
  const authors = paper.authors.slice(0, shownAuthors).join(', ')
  return [
    authors === '' ? words.noAuthors : hidden > 0 ? `${authors} ${words.moreAuthors(hidden)}` : authors,
    venueAndYear(paper),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
