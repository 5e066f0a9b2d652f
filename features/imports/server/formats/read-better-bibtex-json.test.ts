import { expect, test } from 'vitest'
import { readBibliographyHere } from './read-text.ts'

const item = {
  itemType: 'bookSection',
  title: 'Kapitel <i>eins</i>',
  bookTitle: 'Buch',
  creators: [
    { creatorType: 'author', firstName: 'Ada', lastName: 'Kim' },
    { creatorType: 'editor', name: 'The Group', fieldMode: 1 },
  ],
  date: '2020-03',
  tags: [{ tag: 'mine' }, { tag: 'theirs', type: 1 }],
  extra: 'Citation Key: old\nPMID: 7\nread twice',
  citationKey: 'kim2020pinned',
  itemID: 56,
  attachments: [
    { path: '/home/ada/Zotero/storage/X/a.pdf', title: 'PDF', itemType: 'attachment' },
    { title: 'no path' },
  ],
  notes: [{ note: '<p>Note</p>' }],
}
const file = {
  config: { label: 'BetterBibTeX JSON', items: [{ id: 1 }] },
  version: { zotero: '7' },
  collections: {
    A: { key: 'A', parent: false, name: 'Thesis', items: [], collections: ['B'] },
    B: { key: 'B', parent: 'A', name: 'Methods', items: [56], collections: [] },
  },
  items: [
    item,
    { itemType: 'note', note: '<p>alone</p>' },
    { itemType: 'journalArticle', title: 'Two', tags: [] },
  ],
}

function read(value: unknown) {
  const reading = readBibliographyHere(
    Buffer.from(JSON.stringify(value, null, 1)),
    'library.json',
    () => undefined,
  )
  if ('unreadable' in reading) throw new Error(reading.unreadable)
  return reading
}

test('citation keys, notes, tags, collections and paths of files survive', () => {
  const { format, entries, problems } = read(file)
  expect([format, problems]).toEqual(['better-bibtex-json', []])
  expect(entries.map(({ csl }) => csl.title)).toEqual(['Kapitel eins', 'Two'])
  expect(entries[0]).toMatchObject({
    csl: {
      type: 'chapter',
      author: [{ family: 'Kim', given: 'Ada' }],
      editor: [{ literal: 'The Group' }],
      issued: { 'date-parts': [[2020, 3]] },
      'container-title': 'Buch',
      PMID: '7',
      note: 'read twice',
    },
    citationKey: 'kim2020pinned',
    keywords: ['mine', 'theirs'],
    notes: ['Note'],
    collections: [['Thesis', 'Methods']],
    attachments: [{ path: '/home/ada/Zotero/storage/X/a.pdf', title: 'PDF' }],
  })
})

test('a list of the Zotero API is read as well', () => {
  const { entries } = read([
    { key: 'X', version: 3, data: item },
    { key: 'Y', data: { itemType: 'attachment' } },
  ])
  expect(entries.map(({ citationKey }) => citationKey)).toEqual(['kim2020pinned'])
})

test('collections that contain each other end', () => {
  const circle = { ...file.collections, A: { ...file.collections.A, parent: 'B' } }
  expect(read({ ...file, collections: circle }).entries[0]?.collections?.[0]).toHaveLength(20)
})
