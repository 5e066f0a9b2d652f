import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { readStyle } from './references/read-style.ts'
import { setReference } from './references/reference-thread.ts'
import { englishLocale, isInstalled, rulesOf } from './references/styles.ts'
import { deleteStyle, upsertStyle } from './style-queries.ts'

/** What every style must be able to set before it is taken. */
const specimen = {
  type: 'article-journal',
  title: 'A title',
  author: [{ family: 'Kim', given: 'Ann' }],
  issued: { 'date-parts': [[2024]] },
  'container-title': 'A Journal',
}

/**
 * Takes a style for everybody in the house; one that was added by the same name before is replaced.
 * @throws Problem style_invalid | style_exists (it is installed) | style_parent_missing
 */
export async function addStyle(house: House, xml: string): Promise<{ id: string; title: string }> {
  const { id, title, parent } = readStyle(xml)
  if (await isInstalled(house, id)) throw new Problem('style_exists', { style: id, title })
  const styleXml = await rulesOf(house, id, xml)
  await setReference({ styleXml, localeXml: await englishLocale(), item: specimen })
  await house.database.asSystem('an administrator adds a citation style', (tx) =>
    upsertStyle(tx, { id, title, xml, parent_id: parent ?? null }),
  )
  return { id, title }
}

/** @throws Problem style_not_found, also for one that is installed */
export async function removeStyle(house: House, id: string): Promise<void> {
  const isGone = await house.database.asSystem('an administrator removes a citation style', (tx) =>
    deleteStyle(tx, id),
  )
  if (!isGone) throw new Problem('style_not_found', { style: id })
}
