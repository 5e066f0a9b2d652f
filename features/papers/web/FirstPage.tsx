import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { PaperSummary } from '../contract.ts'
import { firstPagePicture } from './shown-file.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly paper: Pick<PaperSummary, 'title' | 'thumbnailFileId'>
  readonly className?: string
}

/** The picture of the first page, where there is one. */
export function FirstPage({ paper, className }: Props) {
  const words = useWords(paperWords)
  if (paper.thumbnailFileId === null) return null
  return (
    <img
      src={firstPagePicture(paper.thumbnailFileId)}
      alt={words.firstPageOf(paper.title)}
      loading="lazy"
      width={480}
      height={680}
      className={classes(
        'h-auto rounded-sm border border-hairline bg-wash brightness-(--page-light)',
        className,
      )}
    />
  )
}
