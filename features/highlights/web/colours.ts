import type { HighlightColour } from '../contract.ts'

/** The felt pens over a page: pale on white paper (multiplied), deep on a page read in the dark (screened). */
export const penClasses: Readonly<Record<HighlightColour, string>> = {
  yellow: 'bg-[oklch(0.91_0.14_97)] in-data-dark:bg-[oklch(0.42_0.09_97)]',
  red: 'bg-[oklch(0.84_0.1_22)] in-data-dark:bg-[oklch(0.4_0.12_22)]',
  green: 'bg-[oklch(0.88_0.13_150)] in-data-dark:bg-[oklch(0.4_0.09_150)]',
  blue: 'bg-[oklch(0.86_0.08_240)] in-data-dark:bg-[oklch(0.41_0.1_250)]',
  purple: 'bg-[oklch(0.86_0.08_310)] in-data-dark:bg-[oklch(0.42_0.11_310)]',
}

/** The same pens as a spot or a bar beside words, in both themes. */
export const spotClasses: Readonly<Record<HighlightColour, string>> = {
  yellow: 'bg-[oklch(0.83_0.16_92)]',
  red: 'bg-[oklch(0.68_0.17_22)]',
  green: 'bg-[oklch(0.72_0.15_150)]',
  blue: 'bg-[oklch(0.68_0.12_245)]',
  purple: 'bg-[oklch(0.67_0.14_310)]',
}
