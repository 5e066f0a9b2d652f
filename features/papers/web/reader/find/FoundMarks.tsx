import { useQuery } from '@tanstack/react-query'
import { rectanglesOf } from '#contract/text-rectangles.ts'
import { PageMark, PageMarks } from '#web/ui/PageMark.tsx'
import type { PaperFile } from '../../../contract.ts'
import { type PageSize, placeMark } from '../place-mark.ts'
import { pageTextQuery } from '../reader-queries.ts'
import type { Hit } from './useFind.ts'

type Props = {
  readonly file: PaperFile
  readonly number: number
  readonly size: PageSize
  readonly hits: readonly Hit[]
  readonly shown: Hit | undefined
}

/** Every hit on a page, the one that is shown most strongly. */
export function FoundMarks({ file, number, size, hits, shown }: Props) {
  const { data } = useQuery(pageTextQuery(file, number))
  if (data === undefined) return null
  return (
    <PageMarks aria-hidden data-found={hits.length}>
      {hits.flatMap((hit) =>
        rectanglesOf(data, hit.start, hit.end, data.text).map((rectangle) => {
          const isShown = shown?.page === number && shown.start === hit.start
          return (
            <PageMark
              key={`${hit.start} ${rectangle.x} ${rectangle.y}`}
              data-shown={isShown || undefined}
              pen={isShown ? 'shown' : 'found'}
              place={placeMark({ page: number, ...rectangle }, size)}
            />
          )
        }),
      )}
    </PageMarks>
  )
}
