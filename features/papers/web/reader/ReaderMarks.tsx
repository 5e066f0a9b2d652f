import { type Mark, type PageSize, placeMark } from './place-mark.ts'

type Props = {
  readonly marks: readonly Mark[]
  readonly size: PageSize
  readonly label: string
}

/** The felt pen over a page. */
export function ReaderMarks({ marks, size, label }: Props) {
  return (
    <div
      role="img"
      aria-label={label}
      className="pointer-events-none absolute inset-0 mix-blend-multiply in-data-dark:mix-blend-screen"
    >
      {marks.map((mark, at) => {
        const place = placeMark(mark, size)
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one quote, in their order
            key={at}
            className="absolute rounded-[2px] bg-[oklch(0.91_0.14_97)] in-data-dark:bg-[oklch(0.42_0.09_97)]"
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
