import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CslItem, cslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { listRuns, requestAnalysis } from '#features/analysis/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { correctPaper, getPaper, listPapers, removePaper, restorePaper } from '#features/papers/contract.ts'
import { addPaper, addPdf, attachFile, restorePapers } from '#features/papers/server/papers.ts'
import { createCollection, fileInCollection, judge, tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  comparePapers,
  dismissDuplicate,
  linkVersions,
  listDuplicates,
  mergePapers,
  readKinship,
  reopenDuplicate,
  undoMerge,
  unlinkVersion,
} from '../contract.ts'
import { dumpLibrary } from './testing/dump-library.ts'
import { giveReadPaper } from './testing/give-read-paper.ts'
import { makePaper, printedPages } from './testing/printed-papers.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let gil: Person
let cat: Person
let libraryId: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  gil = await seogo.person('Gil')
  cat = await seogo.person('Cat')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'editor' })
  await addMember(seogo.house, { libraryId, userId: gil.userId, membership: 'reader' })
})
afterAll(() => seogo.close())

type Given = Partial<CslItem> & { title: string; family?: string; year?: number }

async function add(
  { family, year, ...csl }: Given,
  into = libraryId,
  citationKey?: string,
): Promise<PaperId> {
  const item = cslItem.parse({
    type: 'article-journal',
    ...(family ? { author: [{ family, given: 'A.' }] } : {}),
    ...(year ? { issued: { 'date-parts': [[year]] } } : {}),
    ...csl,
  })
  const { outcome, paperId } = await seogo.house.database.asUser(ann.userId, (tx) =>
    addPaper(tx, { libraryId: into, csl: item, citationKey, addedBy: ann.userId }),
  )
  expect([csl.title, outcome]).toEqual([csl.title, 'added'])
  return paperId
}

async function addPdfOf(pages: string[], fileName: string): Promise<PaperId> {
  const { sha256, sizeBytes } = await seogo.house.files.put(await makePaper(pages), { maxBytes: 10_000_000 })
  const { paperId } = await seogo.house.database.asUser(ann.userId, (tx) =>
    addPdf(tx, { libraryId, sha256, sizeBytes, fileName, addedBy: ann.userId }),
  )
  return paperId
}

const hasRead = (pages: string[]) => giveReadPaper(seogo.house, { owner: ann.userId, libraryId }, pages)

const open = async (person: Person = ann) =>
  (await person.call(listDuplicates, { query: { limit: 200 } })).items
const pairOf = async (one: PaperId, other: PaperId) =>
  (await open()).find(({ papers }) => [one, other].every((id) => papers.some((paper) => paper.id === id)))
const reasonsOf = async (one: PaperId, other: PaperId) => {
  const pair = await pairOf(one, other)
  return pair && [pair.kind, ...pair.reasons.map(({ kind }) => kind)].join(' ')
}

const recordPairs: [string, Given, Given, string | undefined][] = [
  [
    'a year apart',
    { title: 'Lantern scheduling for quiet warehouses', family: 'Kim', year: 2020 },
    { title: 'Lantern Scheduling for Quiet Warehouses', family: 'Kim', year: 2021 },
    'duplicate same_title year_differs',
  ],
  [
    'without a year in one',
    { title: 'The cost of moving shelves at night', family: 'Lee', year: 2019 },
    { title: 'Cost of Moving Shelves at Night', family: 'Lee' },
    'duplicate same_title year_missing',
  ],
  [
    'without an author in one',
    { title: 'Counting returned books by their weight', family: 'Noh', year: 2011 },
    { title: 'Counting returned books by their weight', year: 2011 },
    'duplicate same_title author_missing',
  ],
  [
    'with a subtitle in one',
    { title: 'Reading along with machines: a field study of nine labs', family: 'Ödegård', year: 2018 },
    { title: 'Reading Along with Machines', family: 'Odegard', year: 2018 },
    'duplicate subtitle',
  ],
  [
    'with a typo',
    { title: 'Deterministic replay of annotation streams', family: 'Bach', year: 2016 },
    { title: 'Deterministic replay of anotation streams', family: 'Bach', year: 2016 },
    'duplicate near_title',
  ],
  [
    'in Korean with other spacing and a year apart',
    { title: '기계 독해를 위한 질의 생성 방법', author: [{ family: '김', given: '철수' }], year: 2020 },
    { title: '기계독해를 위한 질의생성 방법'.normalize('NFD'), author: [{ literal: '김철수' }], year: 2021 },
    'duplicate same_title year_differs',
  ],
  [
    'in Korean with a subtitle in one',
    { title: '도서관 장서의 점검 주기: 대학 도서관을 중심으로', author: [{ literal: '박영희' }], year: 2015 },
    { title: '도서관 장서의 점검 주기', author: [{ literal: '박영희' }], year: 2015 },
    'duplicate subtitle',
  ],
  [
    'whose numbers differ',
    { title: 'Proceedings of the workshop on shelves, part II', family: 'Cho', year: 2012 },
    { title: 'Proceedings of the workshop on shelves, part III', family: 'Cho', year: 2012 },
    undefined,
  ],
  [
    'of two subjects one syllable apart',
    { title: '국어 교육과정의 변천에 관한 연구', author: [{ literal: '최민수' }], year: 2010 },
    { title: '영어 교육과정의 변천에 관한 연구', author: [{ literal: '최민수' }], year: 2010 },
    undefined,
  ],
  [
    'with the same family name only',
    { title: '초등학생의 독서 습관 조사', author: [{ literal: '김철수' }], year: 2014 },
    { title: '초등학생의 독서 습관 조사', author: [{ family: 'Kim', given: 'Cheolsu' }], year: 2014 },
    undefined,
  ],
  [
    'that are a rubric',
    { title: 'Editorial', family: 'Kim', year: 2004 },
    { title: 'Editorial', family: 'Kim', year: 2005 },
    undefined,
  ],
  [
    'with two DOIs',
    { title: 'Trees in the reading room of the library', family: 'Ahn', year: 2017, DOI: '10.1000/trees.1' },
    { title: 'Trees in the reading room of the library', family: 'Ahn', year: 2017, DOI: '10.1000/trees.2' },
    undefined,
  ],
  [
    'of arXiv and of a journal',
    {
      title: 'Sparse shelves are enough for dense readers',
      family: 'Im',
      year: 2021,
      DOI: '10.48550/arXiv.2101.01234',
    },
    { title: 'Sparse Shelves Are Enough for Dense Readers', family: 'Im', year: 2022, DOI: '10.1000/sparse' },
    'version same_title year_differs preprint',
  ],
]

test('records that may be one are suggested, each for its reason, and others are left alone', async () => {
  const added: [string, PaperId, PaperId][] = []
  for (const [name, first, second] of recordPairs) added.push([name, await add(first), await add(second)])
  await seogo.workUntilQuiet()
  const found: [string, string | undefined][] = []
  for (const [name, one, other] of added) found.push([name, await reasonsOf(one, other)])
  expect(found).toEqual(recordPairs.map(([name, , , expected]) => [name, expected]))
})

test('a correction suggests a pair, and another one takes the suggestion back', async () => {
  const one = await add({ title: 'Paper mills of the northern valleys', family: 'Sim', year: 2001 })
  const other = await add({ title: 'Something else entirely here', family: 'Sim', year: 2001 })
  await ann.call(correctPaper, {
    params: { paperId: other },
    body: { title: 'Paper mills of the northern vallyes' },
  })
  await seogo.workUntilQuiet()
  expect(await reasonsOf(one, other)).toBe('duplicate near_title')
  await ann.call(correctPaper, { params: { paperId: other }, body: { title: 'Something else again here' } })
  await seogo.workUntilQuiet()
  expect(await reasonsOf(one, other)).toBeUndefined()
})

test('what was dismissed is never suggested again, until it is taken back', async () => {
  const one = await add({ title: 'Ink that fades in the afternoon light', family: 'Ryu', year: 2008 })
  const other = await add({ title: 'Ink that fades in the afternoon light', family: 'Ryu', year: 2009 })
  await seogo.workUntilQuiet()
  const { id } = (await pairOf(one, other)) ?? expect.fail('not suggested')
  await ann.call(dismissDuplicate, { params: { suggestionId: id } })
  await ann.call(correctPaper, { params: { paperId: one }, body: { venue: 'Journal of Ink' } })
  await seogo.workUntilQuiet()
  expect(await pairOf(one, other)).toBeUndefined()
  await ann.call(reopenDuplicate, { params: { suggestionId: id } })
  expect(await pairOf(one, other)).toBeDefined()
})

test('only who may change the library sees pairs; a person is told once', async () => {
  expect((await open(bob)).length).toBeGreaterThan(0)
  expect(await open(gil)).toEqual([])
  expect(await open(cat)).toEqual([])
  const id = (await open())[0]?.id ?? expect.fail('nothing is suggested')
  await expect(gil.call(dismissDuplicate, { params: { suggestionId: id } })).rejects.toThrow(
    'library_read_only',
  )
  await expect(cat.call(dismissDuplicate, { params: { suggestionId: id } })).rejects.toThrow(
    'suggestion_not_found',
  )
  const told = (await ann.call(listNotifications, { query: {} })).items
  expect(told.filter(({ type }) => type === 'duplicates_suggested')).toHaveLength(1)
})

test('a PDF whose DOI a record has is suggested, and attached by one merge', async () => {
  const record = await add({
    title: 'A record from a bibliography',
    family: 'Park',
    year: 2020,
    DOI: '10.1000/dropped.pdf',
  })
  const pdf = await addPdfOf(
    printedPages({ title: 'Quite another title on its page', doi: '10.1000/dropped.pdf' }),
    'x.pdf',
  )
  await seogo.workUntilQuiet()
  expect(await reasonsOf(record, pdf)).toBe('duplicate doi_in_file')
  await ann.call(mergePapers, { params: { paperId: record }, body: { otherId: pdf, take: [] } })
  expect(await ann.call(getPaper, { params: { paperId: pdf } })).toMatchObject({
    id: record,
    title: 'A record from a bibliography',
    files: [{ name: 'x.pdf', state: 'read' }],
  })
  expect(await pairOf(record, pdf)).toBeUndefined()

  // What leads to the merged paper again ends at the one that took it in.
  const survivor = expect.objectContaining({ paperId: record, outcome: 'already_there' })
  const { house } = seogo
  const stored = (await ann.call(getPaper, { params: { paperId: record } })).files[0]
  const { sha256, sizeBytes } = stored ?? expect.fail('no file')
  const again = await house.database.asUser(ann.userId, (tx) =>
    addPdf(tx, { sha256, sizeBytes, fileName: 'again.pdf', libraryId, addedBy: ann.userId }),
  )
  expect(again).toEqual(survivor)
  const more = await house.files.put(Readable.from([Buffer.from('supplement')]), { maxBytes: 1_000 })
  const attached = await house.database.asUser(ann.userId, (tx) =>
    attachFile(tx, { ...more, paperId: pdf, fileName: 'more.txt', mediaType: 'text/plain' }),
  )
  expect(attached).toMatchObject({ paperId: record, outcome: 'added' })
})

test('a merged paper is not taken out of the trash: its undo brings it back, files and all', async () => {
  const one = await add({ title: 'Restored by its undo only', family: 'Moon', year: 2001 })
  const other = await hasRead(printedPages({ title: 'Restored by its undo alone', seed: 33 }))
  const { mergeId } = await ann.call(mergePapers, { params: { paperId: one }, body: { otherId: other } })
  await expect(ann.call(restorePaper, { params: { paperId: other } })).rejects.toThrow('409 paper_merged')
  const restored = await seogo.house.database.asUser(ann.userId, async (tx) => {
    const { trashed_at } = await tx
      .selectFrom('papers')
      .select('trashed_at')
      .where('id', '=', other)
      .executeTakeFirstOrThrow()
    return restorePapers(tx, libraryId, [other], trashed_at ?? expect.fail('not in the trash'))
  })
  expect(restored).toEqual([])
  await ann.call(undoMerge, { params: { mergeId } })
  expect((await ann.call(getPaper, { params: { paperId: other } })).files).toHaveLength(1)
})

test('two files with nearly the same first pages are suggested whatever their records say', async () => {
  const one = await hasRead(printedPages({ title: 'Night shifts in quiet warehouses', seed: 7 }))
  const other = await hasRead(
    printedPages({ title: 'A manuscript without a name', seed: 7, changedWords: 12 }),
  )
  const third = await hasRead(printedPages({ title: 'A third one', seed: 8 }))
  await seogo.workUntilQuiet()
  expect(await reasonsOf(one, other)).toBe('duplicate first_page')
  expect(await reasonsOf(one, third)).toBeUndefined()
})

test('a merge unites everything, and its undo leaves every row as it was', async () => {
  const one = await add(
    { title: 'United and taken apart again', family: 'Shin', year: 2013, DOI: '10.1000/united' },
    libraryId,
    'shin2013',
  )
  const other = await hasRead(printedPages({ title: 'United and taken appart again', seed: 21 }))
  await seogo.workUntilQuiet()
  await ann.call(judge, { params: { paperId: one }, body: { ratingHalves: 4, status: 'reading' } })
  await ann.call(judge, { params: { paperId: other }, body: { ratingHalves: 9 } })
  await bob.call(judge, { params: { paperId: other }, body: { ratingHalves: 6, status: 'read' } })
  await gil.call(judge, { params: { paperId: one }, body: { status: 'set_aside' } })
  await ann.call(tagPaper, { params: { paperId: one }, body: { names: ['both', 'first'] } })
  await ann.call(tagPaper, { params: { paperId: other }, body: { names: ['both', 'second'] } })
  const shelf = await ann.call(createCollection, { body: { libraryId, name: 'Shelf', parentId: null } })
  await ann.call(fileInCollection, { params: { collectionId: shelf.id }, body: { add: [other] } })
  await ann.call(requestAnalysis, {
    params: { paperId: other },
    body: { choices: ['local'], language: 'en' },
  })
  await seogo.workUntilQuiet()

  const before = await dumpLibrary(seogo.house, libraryId)
  const { fields } = await ann.call(comparePapers, { params: { paperId: one, otherId: other } })
  expect(fields.find(({ name }) => name === 'title')?.values).toEqual([
    'United and taken apart again',
    'United and taken appart again',
  ])
  const { mergeId } = await bob.call(mergePapers, {
    params: { paperId: one },
    body: { otherId: other, take: ['title', 'abstract'] },
  })
  const united = await ann.call(getPaper, { params: { paperId: one } })
  expect(united).toMatchObject({
    title: 'United and taken appart again',
    doi: '10.1000/united',
    citationKey: 'shin2013',
    ratingHalves: 9,
    status: 'reading',
    files: [{ name: 'paper.pdf' }],
  })
  expect(united.tags.map(({ name }) => name).toSorted()).toEqual(['both', 'first', 'second'])
  expect(await bob.call(getPaper, { params: { paperId: other } })).toMatchObject({ id: one, ratingHalves: 6 })
  expect(await gil.call(getPaper, { params: { paperId: one } })).toMatchObject({ status: 'set_aside' })
  expect((await ann.call(listRuns, { params: { paperId: one } })).items).toHaveLength(1)
  expect(
    (await ann.call(listPapers, { query: { collectionId: shelf.id } })).items.map(({ id }) => id),
  ).toEqual([one])
  expect(await dumpLibrary(seogo.house, libraryId)).not.toEqual(before)

  expect(await ann.call(undoMerge, { params: { mergeId } })).toEqual({
    paperId: one,
    otherId: other,
    kept: [],
  })
  expect(await dumpLibrary(seogo.house, libraryId)).toEqual(before)
  await expect(ann.call(undoMerge, { params: { mergeId } })).rejects.toThrow('merge_not_found')
})

test('an undo after later edits puts back the rest and names what it left', async () => {
  const one = await add(
    { title: 'Edited after the merge was made', family: 'Yun', year: 2003 },
    libraryId,
    'yun2003',
  )
  const other = await add(
    {
      title: 'Edited after the merge was made',
      family: 'Yun',
      year: 2004,
      DOI: '10.1000/later',
      volume: '7',
    },
    libraryId,
    'yun-b',
  )
  const { mergeId } = await ann.call(mergePapers, {
    params: { paperId: one },
    body: { otherId: other, take: ['issued', 'DOI', 'volume'] },
  })
  await ann.call(correctPaper, { params: { paperId: one }, body: { year: 2005, venue: 'Later' } })
  await ann.call(judge, { params: { paperId: one }, body: { ratingHalves: 3 } })
  const undone = await ann.call(undoMerge, { params: { mergeId } })
  expect(undone.kept).toEqual(['issued'])
  expect(await ann.call(getPaper, { params: { paperId: one } })).toMatchObject({
    year: 2005,
    venue: 'Later',
    doi: null,
    ratingHalves: 3,
    citationKey: 'yun2003',
  })
  expect(await ann.call(getPaper, { params: { paperId: other } })).toMatchObject({
    year: 2004,
    doi: '10.1000/later',
    citationKey: 'yun-b',
  })
})

test('of two people who merge one pair at once, one does, and the other is told so', async () => {
  const one = await add({ title: 'Merged by two people at one moment', family: 'Jung', year: 2002 })
  const other = await add({ title: 'Merged by two people at one moment', family: 'Jung', year: 2003 })
  const merges = await Promise.allSettled([
    ann.call(mergePapers, { params: { paperId: one }, body: { otherId: other } }),
    bob.call(mergePapers, { params: { paperId: other }, body: { otherId: one } }),
  ])
  expect(merges.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const refused = merges.find((each) => each.status === 'rejected')
  expect(String(refused?.reason)).toMatch(/409 paper_already_merged|404 paper_not_found/)
})

test('a merge whose survivor was taken in itself is undone from the outside in', async () => {
  const [a, b, c] = [
    await add({ title: 'Chain of merges, first', family: 'Bae', year: 2001 }),
    await add({ title: 'Chain of merges, second', family: 'Bae', year: 2002 }),
    await add({ title: 'Chain of merges, third', family: 'Bae', year: 2003 }),
  ]
  const first = await ann.call(mergePapers, { params: { paperId: b }, body: { otherId: a } })
  const second = await ann.call(mergePapers, { params: { paperId: c }, body: { otherId: b } })
  expect((await ann.call(getPaper, { params: { paperId: a } })).id).toBe(c)
  await expect(ann.call(undoMerge, { params: { mergeId: first.mergeId } })).rejects.toThrow(
    'merge_not_undoable',
  )
  await ann.call(undoMerge, { params: { mergeId: second.mergeId } })
  await ann.call(undoMerge, { params: { mergeId: first.mergeId } })
  for (const id of [a, b, c]) expect((await ann.call(getPaper, { params: { paperId: id } })).id).toBe(id)
})

test('who may not change the library merges, links and undoes nothing', async () => {
  const one = await add({ title: 'Not for readers, first', family: 'Seo', year: 2001 })
  const other = await add({ title: 'Not for readers, second', family: 'Seo', year: 2001 })
  const body = { otherId: other }
  await expect(gil.call(mergePapers, { params: { paperId: one }, body })).rejects.toThrow(
    '403 library_read_only',
  )
  await expect(cat.call(mergePapers, { params: { paperId: one }, body })).rejects.toThrow(
    '404 paper_not_found',
  )
  await expect(gil.call(linkVersions, { params: { paperId: one }, body })).rejects.toThrow(
    '403 library_read_only',
  )
  const own = await add(
    { title: 'In another library' },
    (await ann.call(listPapers, { query: {} })).items[0]?.libraryId,
  )
  await ann.call(removePaper, { params: { paperId: own } })
  await expect(ann.call(mergePapers, { params: { paperId: one }, body: { otherId: own } })).rejects.toThrow(
    '404 paper_not_found',
  )
  await expect(ann.call(mergePapers, { params: { paperId: one }, body: { otherId: one } })).rejects.toThrow(
    '422 papers_not_mergeable',
  )
  const { mergeId } = await ann.call(mergePapers, { params: { paperId: one }, body })
  await expect(gil.call(undoMerge, { params: { mergeId } })).rejects.toThrow('403 library_read_only')
  await expect(cat.call(undoMerge, { params: { mergeId } })).rejects.toThrow('404 merge_not_found')
})

test('versions of one work are linked, shown on each, joined by a third, and unlinked', async () => {
  const preprint = await add({
    title: 'Versions of one work',
    family: 'Oh',
    year: 2020,
    DOI: '10.48550/arXiv.2001.00001',
  })
  const published = await add({
    title: 'Versions of one work',
    family: 'Oh',
    year: 2021,
    DOI: '10.1000/versions',
  })
  const extended = await add({ title: 'Versions of one work, extended', family: 'Oh', year: 2022 })
  await seogo.workUntilQuiet()
  expect((await ann.call(readKinship, { params: { paperId: preprint } })).suggestions).toMatchObject([
    { kind: 'version' },
  ])
  await ann.call(linkVersions, { params: { paperId: preprint }, body: { otherId: published } })
  await ann.call(linkVersions, {
    params: { paperId: published },
    body: { otherId: extended, otherRelation: 'extended' },
  })
  const versionsOf = async (paperId: PaperId, person = gil) => {
    const { versions, suggestions } = await person.call(readKinship, { params: { paperId } })
    expect(suggestions).toEqual([])
    return versions.map(({ paper, relation }) => [paper.id, relation])
  }
  expect(await versionsOf(preprint)).toEqual([
    [published, 'published'],
    [extended, 'extended'],
  ])
  expect(await versionsOf(extended)).toEqual([
    [preprint, 'preprint'],
    [published, 'published'],
  ])
  await ann.call(unlinkVersion, { params: { paperId: extended } })
  expect(await versionsOf(preprint)).toEqual([[published, 'published']])
  await ann.call(unlinkVersion, { params: { paperId: published } })
  expect(await versionsOf(preprint)).toEqual([])
  await expect(cat.call(readKinship, { params: { paperId: preprint } })).rejects.toThrow(
    '404 paper_not_found',
  )
})
