import { z } from 'zod'
import { toInstant } from '#contract/time.ts'
import { type paperSummary, paperTag } from '../contract.ts'
import type { SummaryRow } from './list-queries.ts'

const storedTags = z.array(paperTag)

/** A row of the list as the API gives it. */
export function toSummary(row: SummaryRow): z.input<typeof paperSummary> {
  return {
    id: row.id,
    libraryId: row.library_id,
    title: row.title,
    authors: row.authors,
    year: row.year,
    venue: row.venue,
    doi: row.doi,
    integrity: row.integrity,
    addedAt: toInstant(row.added_at),
    updatedAt: toInstant(row.updated_at),
    ratingHalves: row.rating_halves,
    status: row.status,
    tags: storedTags.parse(row.tags),
    fileState: row.file_state,
    thumbnailFileId: row.thumbnail_file_id,
    answeredCount: row.answered_count,
  }
}
