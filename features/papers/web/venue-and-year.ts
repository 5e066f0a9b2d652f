import type { PaperSummary } from '../contract.ts'

/** Venue and year in one line; a year that the venue already says ("NeurIPS 2024") is not said twice. */
export function venueAndYear({ venue, year }: Pick<PaperSummary, 'venue' | 'year'>): string {
  const saysYear = year !== null && venue !== null && new RegExp(`\\b${year}\\b`).test(venue)
  return [venue, saysYear ? null : year].filter((part) => part !== null && part !== '').join(' · ')
}
