import { useEffect, useRef } from 'react'
import { type Mark, type PageSize, placeMark } from './place-mark.ts'

type Props = {
  readonly marks: readonly Mark[]
  readonly size: PageSize
  readonly label: string
  /** Grows with every wish to see the marks. */
  readonly stamp: number
  /** Whether these are the first marks, to be brought into view. */
  readonly isFirst: boolean
}

/** The felt pen over a page. */
export function ReaderMarks({ marks, size, label, stamp, isFirst }: Props) {
  const first = useRef<HTMLSpanElement>(null)
  // The scroll position is the outside system; `stamp` asks again for marks that are already there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp is the wish itself
  useEffect(() => {
    if (isFirst) first.current?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [isFirst, stamp])
  return (
    <div role="img" aria-label={label} className="pointer-events-none absolute inset-0 mix-blend-multiply">
      {marks.map((mark, at) => {
        const place = placeMark(mark, size)
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one quote, in their order
            key={at}
            ref={at === 0 ? first : undefined}
            className="absolute rounded-[2px] bg-[oklch(0.91_0.14_97)]"
            style={{
              left: `${place.left * 100}%`,
              top: `${place.top * 100}%`,
              width: `${place.width * 100}%`,
              height: `${place.height * 100}%`,
            }}
          />
        )
      })}
    </div>
  )
}
