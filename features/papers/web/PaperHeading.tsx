import { useWords } from '#web/lib/words/useWords.ts'
import type { PaperSummary } from '../contract.ts'
import { IntegrityBadge } from './IntegrityBadge.tsx'
import { venueAndYear } from './venue-and-year.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly paper: Pick<PaperSummary, 'title' | 'authors' | 'venue' | 'year' | 'doi' | 'integrity'>
  /** `h1` on the paper's own page. */
  readonly level?: 'h1' | 'h2'
}

const shownAuthors = 12

/** Title, authors and source as the paper itself would print them. */
export function PaperHeading({ paper, level: Title = 'h2' }: Props) {
  const words = useWords(paperWords)
  const hidden = paper.authors.length - shownAuthors
  return (
    <header>
      <Title className="font-semibold font-serif text-lg leading-tight tracking-tight text-pretty">
        {paper.title === '' ? words.untitled : <span data-untranslated>{paper.title}</span>}
      </Title>
      {paper.integrity === null ? null : <IntegrityBadge integrity={paper.integrity} />}
      <p className="mt-1.5 text-ink-soft text-sm">
        {paper.authors.length === 0 ? words.noAuthors : paper.authors.slice(0, shownAuthors).join(', ')}
        {hidden > 0 ? ` ${words.moreAuthors(hidden)}` : null}
      </p>
      <p className="mt-0.5 text-ink-faint text-xs">
        {venueAndYear(paper)}
        {paper.doi === null ? null : (
          <>
            {venueAndYear(paper) === '' ? null : ' · '}
            <a
              href={`https://doi.org/${encodeURI(paper.doi)}`}
              target="_blank"
              rel="noreferrer"
              className="text-accent underline decoration-hairline underline-offset-2 hover:decoration-accent"
            >
              {paper.doi}
            </a>
          </>
        )}
      </p>
    </header>
  )
}
