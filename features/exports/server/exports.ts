/** The door of exports: papers on their way out with their citation keys, and the styles they are cited in. */
import type { PaperId, UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import type { Citation } from '../contract.ts'

export type { ExportedPaper } from './formats/exported.ts'
export { hashtag, marked } from './formats/write-markdown.ts'
export { readPapers } from './read-papers.ts'
export { openExport } from './write-papers.ts'

/**
 * Takes a citation style (CSL 1.0) for everybody in the house; whoever calls has seen to it that the person may.
 * @throws Problem style_invalid | style_exists | style_parent_missing
 */
export async function addStyle(house: House, xml: string): Promise<{ id: string; title: string }> {
  return await (await import('./own-styles.ts')).addStyle(house, xml)
}

/**
 * A paper in a citation style and in the formats one copies; its key is pinned by it.
 * @throws Problem paper_not_found | style_not_found | style_invalid | style_parent_missing
 */
export async function citePaper(
  house: House,
  userId: UserId,
  id: PaperId,
  styleId: string,
): Promise<Citation> {
  return await (await import('./cite-paper.ts')).citePaper(house, userId, id, styleId)
}
