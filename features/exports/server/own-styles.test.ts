/** Styles that an administrator adds. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CslItem } from '#contract/csl.ts'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { addStyle, citePaper, listStyles, removeStyle } from '../contract.ts'

let seogo: TestHouse
let admin: Person
let ann: Person
let paperId: PaperId

const paper: CslItem = {
  type: 'article-journal',
  title: '한국어 정보 검색의 평가',
  author: [{ family: '김', given: '철수' }],
  issued: { 'date-parts': [[2020]] },
}

beforeAll(async () => {
  // Without a folder: only what comes along and what is added.
  seogo = await openTestHouse({ SEOGO_CSL_DIR: '/no/such/folder' })
  await seogo.person('Owner')
  admin = await seogo.person('Bo', 'admin')
  ann = await seogo.person('Ann')
  paperId = await seogo.house.database.asUser(ann.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return (await addPaper(tx, { libraryId, csl: paper, addedBy: ann.userId })).paperId
  })
})
afterAll(() => seogo.close())

type Parts = {
  readonly title?: string
  readonly id?: string
  readonly links?: string
  readonly rules?: string
}

const layout = (variable: string) =>
  `<citation><layout><text variable="${variable}"/></layout></citation><bibliography><layout><text variable="${variable}"/></layout></bibliography>`

const styleOf = ({
  title = '학회지 양식',
  id = 'journal',
  links = '',
  rules = layout('title'),
}: Parts = {}) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>${title}</title><id>http://www.zotero.org/styles/${id}</id>${links}</info>${rules}</style>`

const parent = (id: string) => `<link href="http://www.zotero.org/styles/${id}" rel="independent-parent"/>`

const add = (xml: string) => admin.call(addStyle, { body: { xml } })
const cite = (style: string) => ann.call(citePaper, { params: { paperId }, query: { style } })
const own = async () => (await ann.call(listStyles, { query: { own: '1' } })).items

test('a style is everybody’s at once, is found beside the others, is replaced and removed', async () => {
  expect(await add(styleOf())).toEqual({ id: 'journal', title: '학회지 양식' })
  expect(await own()).toEqual([{ id: 'journal', title: '학회지 양식', isOwn: true }])
  expect((await ann.call(listStyles, { query: { q: '학회지' } })).items).toEqual(await own())
  expect((await cite('journal')).text).toBe('한국어 정보 검색의 평가')
  await add(styleOf({ rules: layout('title').replaceAll('variable', 'prefix="→" variable') }))
  expect((await cite('journal')).text).toBe('→한국어 정보 검색의 평가')
  expect(await own()).toHaveLength(1)
  await admin.call(removeStyle, { params: { styleId: 'journal' } })
  expect(await own()).toEqual([])
  await expect(cite('journal')).rejects.toThrow('404 style_not_found')
})

test('a dependent style sets as its parent does, and waits for a parent that is not there', async () => {
  const dependent = (of: string) => styleOf({ id: 'of-apa', title: 'Society', links: parent(of), rules: '' })
  await expect(add(dependent('missing'))).rejects.toThrow(/422 style_parent_missing .*"parent":"missing"/)
  await expect(add(dependent('of-apa'))).rejects.toThrow('422 style_parent_missing')
  await add(dependent('apa'))
  expect((await cite('of-apa')).text).toBe((await cite('apa')).text)
  const ofDependent = styleOf({ id: 'third', links: parent('of-apa'), rules: '' })
  await expect(add(ofDependent)).rejects.toThrow('422 style_invalid')
})

test.each([
  ['what is no XML', 'nothing'],
  ['XML of something else', '<html/>'],
  ['a document type', `<!DOCTYPE style [<!ENTITY a "aaaa">]>${styleOf()}`],
  ['another version', styleOf().replace('version="1.0" class', 'version="0.8" class')],
  ['no layout', styleOf({ rules: '' })],
  ['no title', styleOf({ title: '' })],
  [
    'a macro that goes in a circle',
    styleOf({
      rules: `<macro name="a"><text macro="a"/></macro>${layout('title').replaceAll('variable="title"', 'macro="a"')}`,
    }),
  ],
])('%s is refused, and nothing is stored', async (_what, xml) => {
  const before = await own()
  await expect(add(xml)).rejects.toThrow('422 style_invalid')
  expect(await own()).toEqual(before)
})

test('an installed style is neither replaced nor removed', async () => {
  await expect(add(styleOf({ id: 'apa' }))).rejects.toThrow('409 style_exists')
  await expect(admin.call(removeStyle, { params: { styleId: 'apa' } })).rejects.toThrow('404 style_not_found')
  await expect(add('x'.repeat(1_000_001))).rejects.toThrow('400 bad_request')
})
