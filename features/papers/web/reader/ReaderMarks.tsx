import { PageMark, PageMarks } from '#web/ui/PageMark.tsx'
import { type Mark, type PageSize, placeMark } from './place-mark.ts'

type Props = {
  readonly marks: readonly Mark[]
  readonly size: PageSize
  readonly label: string
}

/** The passage that is asked for, on its page. */
export function ReaderMarks({ marks, size, label }: Props) {
  return (
    <PageMarks role="img" aria-label={label}>
      {marks.map((mark, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one quote, in their order
        <PageMark key={at} pen="yellow" place={placeMark(mark, size)} />
      ))}
    </PageMarks>
  )
}
