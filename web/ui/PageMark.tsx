import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** Where something lies on a page, in shares of it. */
export type PagePlace = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The felt pens: pale on white paper (multiplied), deep on a page read in the dark (screened). */
const pens = {
  yellow: 'bg-[oklch(0.91_0.14_97)] in-data-dark:bg-[oklch(0.42_0.09_97)]',
  red: 'bg-[oklch(0.84_0.1_22)] in-data-dark:bg-[oklch(0.4_0.12_22)]',
  green: 'bg-[oklch(0.88_0.13_150)] in-data-dark:bg-[oklch(0.4_0.09_150)]',
  blue: 'bg-[oklch(0.86_0.08_240)] in-data-dark:bg-[oklch(0.41_0.1_250)]',
  purple: 'bg-[oklch(0.86_0.08_310)] in-data-dark:bg-[oklch(0.42_0.11_310)]',
  found: 'bg-[oklch(0.91_0.13_190)] in-data-dark:bg-[oklch(0.4_0.09_195)]',
  shown:
    'bg-[oklch(0.78_0.17_55)] outline-2 outline-[oklch(0.55_0.17_45)] in-data-dark:bg-[oklch(0.5_0.15_50)]',
} as const

/** What lies over a page and colours it: the marks stand in it. */
export function PageMarks({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <div
      {...rest}
      className={classes(
        'pointer-events-none absolute inset-0 mix-blend-multiply in-data-dark:mix-blend-screen',
        className,
      )}
    />
  )
}

type Props = Omit<ComponentProps<'span'>, 'style'> & {
  readonly place: PagePlace
  readonly pen: keyof typeof pens
}

/** One line under the felt pen. */
export function PageMark({ place, pen, className, ...rest }: Props) {
  return (
    <span
      {...rest}
      className={classes('absolute rounded-[2px]', pens[pen], className)}
      style={{
        left: `${place.left * 100}%`,
        top: `${place.top * 100}%`,
        width: `${place.width * 100}%`,
        height: `${place.height * 100}%`,
      }}
    />
  )
}
