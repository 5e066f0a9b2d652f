import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { listRelated } from '../contract.ts'

let seogo: TestHouse
let ann: Person
const ids = new Map<string, PaperId>()

type Made = { title: string; people?: string[]; venue?: string; abstract?: string; tags?: string[] }

/** A small shelf: translation by attention, retrieval in Korean, protein folding, and what belongs nowhere. */
const shelf: Record<string, Made> = {
  attention: {
    title: 'Attention is all you need',
    people: ['Ashish Vaswani', 'Noam Shazeer'],
    venue: 'NeurIPS',
    abstract: 'A transformer for machine translation, built on attention without recurrence or convolution.',
    tags: ['transformers', 'to read'],
  },
  bahdanau: {
    title: 'Neural machine translation by jointly learning to align and translate',
    people: ['Dzmitry Bahdanau'],
    venue: 'ICLR',
    abstract: 'Machine translation with attention over an encoder with recurrence.',
    tags: ['to read'],
  },
  bert: {
    title: 'BERT: pre-training of deep bidirectional transformers',
    people: ['Jacob Devlin'],
    venue: 'NAACL',
    abstract: 'A transformer with attention, pre-trained on text.',
    tags: ['transformers', 'to read'],
  },
  experts: {
    title: 'Outrageously large networks with sparsely gated layers',
    people: ['N. Shazeer'],
    venue: 'ICLR',
    abstract: 'Mixtures of experts.',
  },
  folding: {
    title: 'Highly accurate protein structure prediction',
    people: ['John Jumper'],
    venue: 'Nature',
    abstract: 'Structures of proteins from their sequence of amino acids.',
    tags: ['to read'],
  },
  unrelated: {
    title: 'Lanterns over a quiet river',
    people: ['Bo Park'],
    venue: 'NeurIPS',
    abstract: 'On paper boats.',
  },
  korean: {
    title: '한국어 정보 검색의 평가',
    people: ['김철수'],
    venue: '정보과학회논문지',
    abstract: '형태소 없이 검색한다.',
  },
  koreanToo: {
    title: '음절 쌍을 쓰는 한국어 정보 검색',
    people: ['이영희'],
    venue: '언어학',
    abstract: '검색의 색인.',
  },
  samePerson: { title: '도서관의 등불', people: ['김철수'], venue: '문학', abstract: '수필.' },
}

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  for (const [name, { title, people, venue, abstract, tags }] of Object.entries(shelf)) {
    const id = await seogo.house.database.asUser(ann.userId, async (tx) => {
      const libraryId = await requireEditableLibrary(tx)
      const csl = {
        type: 'article-journal' as const,
        title,
        ...(people ? { author: people.map(nameOf) } : {}),
        ...(venue ? { 'container-title': venue } : {}),
        ...(abstract ? { abstract } : {}),
      }
      return (await addPaper(tx, { libraryId, csl, addedBy: ann.userId })).paperId
    })
    ids.set(name, id)
    if (tags) await ann.call(tagPaper, { params: { paperId: id }, body: { names: tags } })
  }
})
afterAll(() => seogo.close())

function nameOf(name: string) {
  const [given, family] = name.split(' ')
  return family === undefined ? { literal: name } : { family, given: given ?? '' }
}

async function relatedTo(name: string) {
  const { items } = await ann.call(listRelated, { params: { paperId: idOf(name) } })
  const names = new Map([...ids].map(([each, id]) => [id, each]))
  return items.map((item) => ({ ...item, name: names.get(item.paper.id) }))
}
const idOf = (name: string) => ids.get(name) ?? expect.fail(`no paper ${name}`)

test('what belongs together is found, nearest first, and says why', async () => {
  const found = await relatedTo('attention')
  expect(found[0]).toMatchObject({ name: 'bert', sharedTags: ['transformers', 'to read'] })
  expect(
    found
      .map(({ name }) => name)
      .slice(0, 3)
      .toSorted(),
  ).toEqual(['bahdanau', 'bert', 'experts'])
  // One person under two forms of the name.
  expect(found.find(({ name }) => name === 'experts')).toMatchObject({
    sharedAuthors: ['N. Shazeer'],
    sharedTags: [],
  })
  expect(found.find(({ name }) => name === 'bahdanau')?.sharedWords).toBeGreaterThan(1)
  // A tag that half the shelf carries says little, a venue alone nothing.
  expect(found.at(-1)).toMatchObject({ name: 'folding' })
  expect(found.map(({ name }) => name)).not.toContain('unrelated')
})

test('Korean papers are related by their words and people', async () => {
  const found = await relatedTo('korean')
  expect(found.map(({ name }) => name).toSorted()).toEqual(['koreanToo', 'samePerson'])
  expect(found.find(({ name }) => name === 'samePerson')?.sharedAuthors).toEqual(['김철수'])
})

test('nobody learns by it of a library they do not see', async () => {
  const bob = await seogo.person('Bob')
  await expect(bob.call(listRelated, { params: { paperId: idOf('bert') } })).rejects.toMatchObject({
    problem: { code: 'paper_not_found' },
  })
  const rows = await seogo.house.database.asUser(bob.userId, async (tx) => {
    const { sql } = await import('kysely')
    return (await sql`select * from app.likely_related(${idOf('bert')}, 100)`.execute(tx)).rows
  })
  expect(rows).toEqual([])
})
