import { Users } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { TagChip } from '#web/ui/TagChip.tsx'
import type { Highlight } from '../contract.ts'
import { highlightWords } from './words.ts'

type Props = {
  readonly highlight: Highlight
  /** What else is to be said of where it stands. */
  readonly place?: string | undefined
}

/** What is written beside a highlight, whose it is, and how it stands. */
export function HighlightWords({ highlight, place }: Props) {
  const words = useWords(highlightWords)
  const { comment, tags, isOwn, author, visibility, anchor } = highlight
  const isPlain = isOwn && visibility === 'private' && anchor === 'placed' && place === undefined
  return (
    <>
      {comment === '' ? null : <p className="text-sm whitespace-pre-wrap wrap-anywhere">{comment}</p>}
      {isPlain && tags.length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-1.5 text-ink-faint text-xs">
          {tags.map((tag) => (
            <TagChip key={tag} name={tag} isSmall />
          ))}
          {isOwn ? null : <span>{words.by(author.name)}</span>}
          {isOwn && visibility === 'library' ? (
            <Badge>
              <Users className="size-3" aria-hidden />
              {words.shared}
            </Badge>
          ) : null}
          {anchor === 'orphaned' ? (
            <span title={words.orphanedHelp}>
              <Badge tone="care">{words.orphaned}</Badge>
            </span>
          ) : null}
          {anchor === 'drawn' ? (
            <span title={words.drawnHelp}>
              <Badge>{words.drawn}</Badge>
            </span>
          ) : null}
          {place === undefined ? null : <Badge>{place}</Badge>}
        </div>
      )}
    </>
  )
}
