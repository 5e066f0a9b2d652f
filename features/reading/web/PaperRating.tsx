import { useWords } from '#web/lib/words/useWords.ts'
import { Rating } from '#web/ui/Rating.tsx'
import { useJudge } from './useJudge.ts'
import { readingWords } from './words.ts'

type Props = {
  readonly paper: { readonly id: string; readonly title: string; readonly ratingHalves: number | null }
  readonly size?: 'sm' | 'md'
  /** False where Tab should pass it by. */
  readonly isReachable?: boolean
}

/** One's own rating of a paper. */
export function PaperRating({ paper, size = 'sm', isReachable = true }: Props) {
  const words = useWords(readingWords)
  const judge = useJudge()
  return (
    <Rating
      label={words.ratingOf(paper.title)}
      halves={paper.ratingHalves}
      onHalves={(ratingHalves) => judge({ paperId: paper.id, ratingHalves })}
      valueText={words.stars}
      size={size}
      isReachable={isReachable}
    />
  )
}
