import { useQuery } from '@tanstack/react-query'
import { rectanglesOf } from '#contract/text-rectangles.ts'
import { classes } from '#web/ui/classes.ts'
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
    <div
      aria-hidden
      data-found={hits.length}
      className="pointer-events-none absolute inset-0 mix-blend-multiply in-data-dark:mix-blend-screen"
    >
      {hits.flatMap((hit) =>
        rectanglesOf(data, hit.start, hit.end, data.text).map((rectangle) => {
          const { left, top, width, height } = placeMark({ page: number, ...rectangle }, size)
          const isShown = shown?.page === number && shown.start === hit.start
          return (
            <span
              key={`${hit.start} ${rectangle.x} ${rectangle.y}`}
              data-shown={isShown || undefined}
              className={classes(
                'absolute rounded-[2px]',
                isShown
                  ? 'bg-[oklch(0.78_0.17_55)] outline-2 outline-[oklch(0.55_0.17_45)] in-data-dark:bg-[oklch(0.5_0.15_50)]'
                  : 'bg-[oklch(0.91_0.13_190)] in-data-dark:bg-[oklch(0.4_0.09_195)]',
              )}
              style={{
                left: `${left * 100}%`,
                top: `${top * 100}%`,
                width: `${width * 100}%`,
                height: `${height * 100}%`,
              }}
            />
          )
        }),
      )}
    </div>
  )
}
