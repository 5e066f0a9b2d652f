import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { createNote } from '#features/notes/contract.ts'
import { attachFiles, getPage, getPaper, readAgain, removeFile } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { type Person, pathOf, Refused } from '#server/testing/person.ts'
import {
  changeHighlight,
  createHighlight,
  exportHighlights,
  type Highlight,
  listHighlights,
  listHighlightTags,
  listOfPaper,
  removeHighlight,
  restoreHighlight,
} from '../contract.ts'

const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))
const sentence = 'most Korean nouns have two syllables and a query of two letters contains no trigram'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person
let libraryId: LibraryId
let paperId: PaperId
let fileId: FileId

/** A library of Ann's that Bob reads, with the example paper. */
beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
  const paper = { libraryId, csl: { type: 'article' as const, title: 'An example' }, addedBy: ann.userId }
  paperId = (await seogo.house.database.asUser(ann.userId, (tx) => addPaper(tx, paper))).paperId
  await attach(example)
}, 60_000)
afterAll(() => seogo.close())
beforeEach(() => seogo.house.database.asSystem('test', (tx) => tx.deleteFrom('highlights').execute()))

async function attach(bytes: Uint8Array): Promise<void> {
  const path = pathOf(attachFiles, { params: { paperId } }) as `/api/${string}`
  await ann.upload({ ...attachFiles, path }, [{ fileName: 'a.pdf', bytes }])
  await seogo.workUntilQuiet()
  fileId = (await ann.call(getPaper, { params: { paperId } })).files[0]?.id ?? expect.fail('no file')
}

type More = Partial<Parameters<typeof createHighlight.body.parse>[0] & object>

const mark = (who: Person, exact = sentence, more: More = {}) =>
  who.call(createHighlight, {
    params: { paperId },
    body: { fileId, quote: { exact }, colour: 'yellow', ...more },
  })

async function ofPaper(who: Person): Promise<Highlight[]> {
  return (await who.call(listOfPaper, { params: { paperId }, query: {} })).items
}

async function refusal(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  return error instanceof Refused ? error.problem.code : 'none'
}

/** The words that stand under the rectangles of a highlight, by the places that the file's text has. */
async function wordsUnder({ rects }: Highlight): Promise<string> {
  let words = ''
  for (const number of new Set(rects.map(({ page }) => page))) {
    const page = await ann.call(getPage, { params: { fileId, number } })
    for (const rect of rects.filter((each) => each.page === number)) {
      for (const [start, end, x, y, width, height] of page.boxes) {
        const middle = y + height / 2
        if (middle < rect.y || middle > rect.y + rect.height) continue
        for (let at = start; at < end; at++) {
          const left = x + ((at - start + 0.5) / (end - start)) * width
          if (left > rect.x && left < rect.x + rect.width) words += page.text[at]
        }
      }
    }
  }
  return words.replaceAll(/\s+/g, '')
}

describe('a passage is marked', () => {
  test('by its words, which get their place, their neighbours and their rectangles from the file', async () => {
    const made = await mark(ann, ` ${sentence.replaceAll(' ', '\n')} `)
    expect(made).toMatchObject({
      quote: {
        exact: sentence,
        prefix: expect.stringMatching(/because $/),
        suffix: expect.stringMatching(/^\. In an/),
      },
      anchor: 'placed',
      page: 1,
      lastPage: 1,
      isOwn: true,
      author: { id: ann.userId, name: 'Ann' },
      visibility: 'private',
    })
    expect(made.rects.length).toBeGreaterThan(1)
    expect(await wordsUnder(made)).toBe(sentence.replaceAll(' ', ''))
  })

  test('where it was drawn, when the words stand there oftener', async () => {
    const page = await ann.call(getPage, { params: { fileId, number: 1 } })
    const at = page.text.lastIndexOf('Korean')
    const run = page.boxes.find(([start, end]) => start <= at && at < end) ?? expect.fail('no place')
    const [start, end, x, y, width, height] = run
    const left = x + ((at - start) / (end - start)) * width
    const rect = { page: 1, x: left, y, width: (6 / (end - start)) * width, height }
    const made = await mark(ann, 'Korean', { rects: [rect] })
    expect(made).toMatchObject({ anchor: 'placed', rects: [rect] })
    expect(made.quote.prefix).toBe(page.text.slice(at - 32, at).replaceAll('\n', ' '))
  })

  test('as often at once as somebody is quick, while another is being changed', async () => {
    const first = await mark(ann)
    const passages = ['no trigram', 'two syllables', 'fails for Korean', 'a query of two letters']
    const comment = (text: string) =>
      ann.call(changeHighlight, { params: { highlightId: first.id }, body: { comment: text } })
    await Promise.all([...passages.map((exact) => mark(ann, exact)), comment('one'), comment('two')])
    expect((await ofPaper(ann)).map(({ quote }) => quote.exact).toSorted()).toEqual(
      [sentence, ...passages].toSorted(),
    )
  })

  test('on its place alone, when its words are not in the text', async () => {
    const rects = [{ page: 2, x: 100, y: 300, width: 50, height: 12 }]
    expect(await mark(ann, '∑ x² = 0', { rects })).toMatchObject({ anchor: 'drawn', page: 2, rects })
    expect(await refusal(mark(ann, 'words of another paper altogether'))).toBe('quote_not_found')
    expect(await refusal(mark(ann, sentence, { rects: [{ ...rects[0], page: 900 }] }))).toBe(
      'quote_not_found',
    )
  })
})

test('a highlight is its owner’s alone until it is shared; then members see it and nobody else', async () => {
  const made = await mark(ann, sentence, { comment: 'for the thesis', tags: ['method', 'Method'] })
  expect(made.tags).toEqual(['Method'])
  expect([await ofPaper(bob), await refusal(ofPaper(cat))]).toEqual([[], 'paper_not_found'])
  const params = { highlightId: made.id }
  expect(await refusal(bob.call(changeHighlight, { params, body: { colour: 'red' } }))).toBe(
    'highlight_not_found',
  )
  await ann.call(changeHighlight, { params, body: { visibility: 'library' } })
  expect(await ofPaper(bob)).toMatchObject([{ id: made.id, isOwn: false, author: { name: 'Ann' } }])
  for (const who of [bob, cat]) {
    expect(await refusal(who.call(changeHighlight, { params, body: { colour: 'red' } }))).toBe(
      'highlight_not_found',
    )
    expect(await refusal(who.call(removeHighlight, { params }))).toBe('highlight_not_found')
  }
  expect((await cat.call(listHighlights, { query: {} })).items).toEqual([])
  // Who only reads a library marks in it for themselves.
  expect(await mark(bob)).toMatchObject({ isOwn: true, visibility: 'private' })
  expect(await refusal(mark(bob, sentence, { visibility: 'library' }))).toBe('library_read_only')
  expect(await ofPaper(ann)).toHaveLength(1)
})

test('what was taken away comes back as it was, and is forgotten after thirty days', async () => {
  const made = await mark(ann, sentence, { comment: 'keep me', visibility: 'library' })
  const params = { highlightId: made.id }
  await ann.call(removeHighlight, { params })
  expect([await ofPaper(ann), await ofPaper(bob)]).toEqual([[], []])
  expect(await refusal(bob.call(restoreHighlight, { params }))).toBe('highlight_not_found')
  expect(await ann.call(restoreHighlight, { params })).toMatchObject({
    comment: 'keep me',
    rects: made.rects,
  })
  expect(await ofPaper(bob)).toHaveLength(1)
  await ann.call(removeHighlight, { params })
  const sweepAfter = async (days: number) => {
    const removed_at = new Date(Date.now() - days * 86_400_000)
    await seogo.house.database.asSystem('test', (tx) =>
      tx.updateTable('highlights').set({ removed_at }).where('id', '=', made.id).execute(),
    )
    expect((await ann.request('POST', '/api/admin/schedules/highlights.sweep/run')).statusCode).toBe(200)
    await seogo.workUntilQuiet()
    return refusal(ann.call(restoreHighlight, { params }))
  }
  expect(await sweepAfter(29)).toBe('none')
  await ann.call(removeHighlight, { params })
  expect(await sweepAfter(31)).toBe('highlight_not_found')
})

test('highlights over all papers are found by colour, tag and words, page by page', async () => {
  await mark(ann, sentence, { colour: 'green', tags: ['색인'], comment: '두 글자' })
  await mark(ann, 'Decomposing syllables into their letters', { colour: 'blue', tags: ['Index'] })
  const found = async (query: object) =>
    (await ann.call(listHighlights, { query: { libraryId, ...query } })).items.map(({ colour }) => colour)
  expect(await found({})).toEqual(['blue', 'green'])
  expect(await found({ colour: 'green' })).toEqual(['green'])
  expect(await found({ tag: 'index' })).toEqual(['blue'])
  expect(await found({ q: '글자' })).toEqual(['green'])
  expect(await found({ q: 'letters DECOMPOSING' })).toEqual(['blue'])
  expect(await found({ q: '100%' })).toEqual([])
  const first = await ann.call(listHighlights, { query: { libraryId, limit: 1 } })
  const second = await ann.call(listHighlights, { query: { libraryId, limit: 1, cursor: first.next ?? '' } })
  expect([...first.items, ...second.items].map(({ colour }) => colour)).toEqual(['blue', 'green'])
  expect(second.next).toBeNull()
  const { items: tags } = await ann.call(listHighlightTags, { query: { libraryId } })
  expect(tags.map(({ name }) => name).toSorted()).toEqual(['Index', '색인'])
})

/** Rewrites the stored text of a page as another version of the reader might. */
async function extractAnew(change: (text: string) => string) {
  const house = seogo.house.database
  const pages = await house.asSystem('test', (tx) =>
    tx.selectFrom('pages').select(['number', 'text']).where('file_id', '=', fileId).execute(),
  )
  await house.asSystem('test', async (tx) => {
    for (const { number, text } of pages)
      await tx
        .updateTable('pages')
        .set({ text: change(text), boxes: '[]' })
        .where('file_id', '=', fileId)
        .where('number', '=', number)
        .execute()
  })
}

describe('after the file is read anew', () => {
  test('a highlight is on the same words, with what its owner wrote', async () => {
    const made = await mark(ann, sentence, { comment: 'mine' })
    const shared = await mark(ann, 'Decomposing syllables into their letters', { visibility: 'library' })
    // As if an older reader had stored it: other places, other line ends.
    await extractAnew((text) => `An old head\n${text.replaceAll('\n', ' ')}`)
    await seogo.house.database.asSystem('test', (tx) =>
      tx.updateTable('highlights').set({ position: 3, rects: '[]' }).where('id', '=', made.id).execute(),
    )
    await ann.call(readAgain, { params: { fileId } })
    await seogo.workUntilQuiet()
    const [first, second] = await ofPaper(ann)
    expect(first).toMatchObject({ id: made.id, anchor: 'placed', comment: 'mine', version: made.version })
    expect(second).toMatchObject({ id: shared.id, anchor: 'placed', rects: shared.rects })
    if (first) expect(await wordsUnder(first)).toBe(sentence.replaceAll(' ', ''))
  })

  test('one whose words are gone is kept, says so, and is found again when they come back', async () => {
    const made = await mark(ann, sentence, { comment: 'still here' })
    const quote = 'words that this file has never had, neither before nor after'
    await seogo.house.database.asSystem('test', (tx) =>
      tx.updateTable('highlights').set({ quote, prefix: '', suffix: '' }).where('id', '=', made.id).execute(),
    )
    await ann.call(readAgain, { params: { fileId } })
    await seogo.workUntilQuiet()
    expect(await ofPaper(ann)).toMatchObject([
      { anchor: 'orphaned', comment: 'still here', rects: made.rects },
    ])
    await seogo.house.database.asSystem('test', (tx) =>
      tx.updateTable('highlights').set({ quote: sentence }).where('id', '=', made.id).execute(),
    )
    await ann.call(readAgain, { params: { fileId } })
    await seogo.workUntilQuiet()
    expect(await ofPaper(ann)).toMatchObject([{ anchor: 'placed', rects: made.rects }])
  })

  test('and when its file is taken away it waits for another one, and moves there', async () => {
    const made = await mark(ann)
    await ann.call(removeFile, { params: { fileId } })
    await seogo.workUntilQuiet()
    expect(await ofPaper(ann)).toMatchObject([{ id: made.id, fileId: null, quote: { exact: sentence } }])
    // The same pages in other bytes, as a publisher's newer version is.
    await attach(Buffer.concat([example, Buffer.from('\n%newer\n')]))
    const [moved] = await ofPaper(ann)
    expect(moved).toMatchObject({ id: made.id, fileId, anchor: 'placed', page: 1 })
    if (moved) expect(await wordsUnder(moved)).toBe(sentence.replaceAll(' ', ''))
  })
})

describe('highlights leave the house', () => {
  const exported = async (who: Person, query: Record<string, string>) => {
    const answer = await who.request('GET', pathOf(exportHighlights, { query }))
    expect(answer.statusCode).toBe(200)
    return answer.body
  }

  test('as Markdown, each with the citation key and the page', async () => {
    await mark(ann, sentence, { comment: 'A *bold* claim.', tags: ['korean search'] })
    await mark(ann, 'Decomposing syllables into their letters')
    const text = await exported(ann, { paperId })
    const key = /\[@([^\]]+)\]/.exec(text)?.[1] ?? ''
    expect(key).not.toBe('')
    expect(text).toContain(`> ${sentence} [@${key}, p. 1] #korean-search ^h-`)
    expect(text).toContain('\n\nA *bold* claim.\n')
    expect(text).toContain(`letters [@${key}, p. 2] ^h-`)
    // The same from export to export, and nothing of Ann's for others.
    expect(await exported(ann, { paperId })).toBe(text)
    expect((await exported(bob, { libraryId })).trim()).toBe('')
  })

  test('as Markdown with the notes on the paper, unless something is asked of the highlights', async () => {
    const made = await mark(ann)
    const body = '# What I think\n\nIt *holds*.\n\n```\n# no heading\n```'
    await ann.call(createNote, { body: { paperId, visibility: 'shared', body } })
    await bob.call(createNote, { body: { paperId, visibility: 'personal', body: 'Bob’s own' } })
    const below = '### Notes\n\n#### What I think\n\nIt *holds*.\n\n```\n# no heading\n```'
    expect(
      (await exported(ann, { paperId })).endsWith(`

${below}
`),
    ).toBe(true)
    // A paper that has only notes is in it, too.
    const bobs = await exported(bob, { libraryId })
    expect(bobs).toContain(`${below}\n\nBob’s own\n`)
    expect(bobs).not.toContain(made.quote.exact)
    expect(await exported(bob, { libraryId, of: 'mine' })).toContain('### Notes\n\nBob’s own\n')
    expect(await exported(ann, { paperId, colour: 'yellow' })).not.toContain('Notes')
    expect((await exported(ann, { paperId, colour: 'red' })).trim()).toBe('')
    expect(await exported(cat, {})).toBe('\n')
    await seogo.house.database.asSystem('test', (tx) => tx.deleteFrom('notes').execute())
  })

  test('as Web Annotations, with quote, page and place', async () => {
    const made = await mark(ann, sentence, { comment: 'why', tags: ['a'], colour: 'purple' })
    const { type, first } = JSON.parse(await exported(ann, { paperId, format: 'jsonld' }))
    expect(type).toBe('AnnotationCollection')
    expect(first.items).toMatchObject([
      {
        id: `urn:uuid:${made.id}`,
        type: 'Annotation',
        motivation: 'commenting',
        body: [
          { type: 'TextualBody', purpose: 'commenting', value: 'why' },
          { purpose: 'tagging', value: 'a' },
        ],
        target: {
          styleClass: 'highlight-purple',
          selector: [
            { type: 'TextQuoteSelector', ...made.quote },
            { type: 'FragmentSelector', value: expect.stringMatching(/^page=1&highlight=[\d.,]+$/) },
            ...made.rects.slice(1).map(() => ({ type: 'FragmentSelector' })),
          ],
        },
      },
    ])
    expect(JSON.parse(await exported(cat, { format: 'jsonld' })).first.items).toEqual([])
  })
})
