import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { classes } from '#web/ui/classes.ts'
import { TagChip } from '#web/ui/TagChip.tsx'
import type { PaperSummary } from '../contract.ts'
import { FileMark } from './FileMark.tsx'
import { IntegrityBadge } from './IntegrityBadge.tsx'
import { venueAndYear } from './venue-and-year.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly paper: PaperSummary
  /** Makes the title a link; the page knows the addresses. */
  readonly titleLink: (title: ReactNode) => ReactNode
  readonly rating: ReactNode
}

const shownAuthors = 6
const shownTags = 2

/** One paper in the list, as cells of its row: what it is at the left, one's own judgement of it at the right. */
export function PaperRow({ paper, titleLink, rating }: Props) {
  const words = useWords(paperWords)
  const isUnread = paper.status === 'unread'
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a <td> needs a <table>, which cannot leave out rows */}
      <div role="gridcell" tabIndex={-1} className="min-w-0 flex-1">
        <div className={classes('text-base leading-5', isUnread ? 'font-medium text-ink' : 'text-ink-soft')}>
          {titleLink(paper.title === '' ? words.untitled : <span data-untranslated>{paper.title}</span>)}
        </div>
        <div className="mt-0.5 flex min-w-0 items-center gap-x-2.5 overflow-hidden text-ink-faint text-xs">
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
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <span role="gridcell" tabIndex={-1} className="flex shrink-0 max-md:hidden">
        {rating}
      </span>
    </>
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
