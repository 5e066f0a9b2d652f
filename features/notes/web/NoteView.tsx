import type { ReactNode } from 'react'
import Markdown, { type Components, defaultUrlTransform } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { NoteLink } from '../contract.ts'
import { paperLinks, writtenIn } from './paper-links.ts'
import { noteWords } from './words.ts'

export type PaperLink = (paperId: string, children: ReactNode) => ReactNode

type Props = {
  readonly body: string
  readonly links: readonly NoteLink[]
  readonly paperLink: PaperLink
  readonly className?: string
}

const prose = classes(
  'max-w-read font-serif text-read break-words [&>*+*]:mt-3',
  '[&_h2]:font-semibold [&_h2]:text-lg [&_h3]:font-semibold [&_h3]:text-base [&_h4]:font-semibold [&_h5]:font-semibold [&_h6]:font-medium',
  '[&_ul]:list-disc [&_ul]:pl-5 [&_ol]:list-decimal [&_ol]:pl-5 [&_li.task-list-item]:-ml-5 [&_li.task-list-item]:list-none',
  '[&_blockquote]:border-l-2 [&_blockquote]:border-edge [&_blockquote]:pl-3 [&_blockquote]:text-ink-soft',
  '[&_code]:rounded-sm [&_code]:bg-wash [&_code]:px-1 [&_code]:font-mono [&_code]:text-sm',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-wash [&_pre]:p-3 [&_pre_code]:bg-transparent [&_pre_code]:p-0',
  '[&_table]:block [&_table]:overflow-x-auto [&_table]:text-sm [&_td]:border [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:bg-wash [&_th]:px-2 [&_th]:py-1 [&_th]:text-left',
  '[&_hr]:border-hairline [&_sup]:text-xs [&_a]:text-accent [&_a]:underline [&_a]:decoration-hairline [&_a]:underline-offset-2 [&_a:hover]:decoration-accent',
)

/** A note as it reads. Markdown becomes elements and never HTML: what somebody else wrote runs nothing and fetches nothing. */
export function NoteView({ body, links, paperLink, className }: Props) {
  const words = useWords(noteWords)
  const papers = new Map(links.map(({ written, paper }) => [written, paper]))
  const components: Components = {
    // The page has its own first heading above a note's.
    h1: ({ children }) => <h2>{children}</h2>,
    h2: ({ children }) => <h3>{children}</h3>,
    h3: ({ children }) => <h4>{children}</h4>,
    h4: ({ children }) => <h5>{children}</h5>,
    h5: ({ children }) => <h6>{children}</h6>,
    a: ({ href = '', children }) => {
      const written = writtenIn(href)
      if (written === undefined) {
        return (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {children}
          </a>
        )
      }
      const paper = papers.get(written)
      if (paper !== undefined) return <span title={paper.title}>{paperLink(paper.id, children)}</span>
      return (
        <span
          title={words.noSuchPaper}
          className="text-ink-soft underline decoration-dotted underline-offset-2"
        >
          {children}
        </span>
      )
    },
    // A picture from elsewhere would tell its host who reads the note.
    img: ({ alt = '', src }) => (
      <a href={typeof src === 'string' ? src : ''} target="_blank" rel="noopener noreferrer">
        {words.picture(alt)}
      </a>
    ),
    input: ({ checked }) => (
      <input
        type="checkbox"
        disabled
        checked={checked === true}
        aria-label={checked === true ? words.done : words.open}
        className="mr-1.5"
      />
    ),
  }
  if (body.trim() === '')
    return <p className={classes('text-ink-faint text-sm', className)}>{words.emptyNote}</p>
  return (
    <div className={classes(prose, className)}>
      <Markdown
        remarkPlugins={[remarkGfm, paperLinks]}
        urlTransform={(url) => (writtenIn(url) === undefined ? defaultUrlTransform(url) : url)}
        components={components}
      >
        {body}
      </Markdown>
    </div>
  )
}
