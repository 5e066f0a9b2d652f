import { createHash } from 'node:crypto'
import type { PaperId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { cacheNamespace } from '#platform/cache/namespace.ts'
import type { House } from '#platform/house.ts'
import type { Citation } from '../contract.ts'
import { bibtexWriter } from './formats/write-bibtex.ts'
import { markdownWriter } from './formats/write-markdown.ts'
import { readPapers } from './read-papers.ts'
import { setReference } from './references/reference-thread.ts'
import { englishLocale, styleXml } from './references/styles.ts'
import { toCiteproc } from './references/to-citeproc.ts'

const references = cacheNamespace({
  name: 'exports.references',
  ttlMs: 86_400_000,
  dependsOn: [],
  because: 'the key carries the rules and the version of the paper',
})
const plain = { ascii: false, bom: false }

/**
 * A paper in a citation style and in the formats one copies. Its key is pinned by it, for it may stand in a document now.
 * @throws Problem paper_not_found | style_not_found | style_invalid | style_parent_missing
 */
export async function citePaper(
  house: House,
  userId: UserId,
  id: PaperId,
  styleId: string,
): Promise<Citation> {
  const { version } = await house.database.asUser(userId, (tx) => requirePaper(tx, id))
  const xml = await styleXml(house, styleId)
  const batch = await readPapers(house, userId, { ids: [id] }).next()
  const paper = batch.done === true ? undefined : batch.value[0]
  // Gone between the two readings.
  if (paper === undefined) throw new Problem('paper_not_found')
  const reference = await house.cache.getOrSet(
    references,
    // By the rules themselves: a style can be replaced under its name.
    { key: `${createHash('sha256').update(xml).digest('hex')}:en-US:${id}:${version}` },
    async () =>
      setReference({ styleXml: xml, localeXml: await englishLocale(), item: toCiteproc(paper.csl) }),
  )
  return {
    paperId: id,
    key: paper.key,
    styleId,
    ...reference,
    bibtex: bibtexWriter.paper(paper, plain),
    markdown: markdownWriter.paper(paper, plain).trim(),
  }
}
