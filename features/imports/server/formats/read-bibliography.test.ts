import { expect, test } from 'vitest'
import { readBibliography } from './read-bibliography.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each([
  ['a.bib', '@article{k, title = {T}}', 'bibtex'],
  ['a.txt', '\n@article{k, title = {T}}', 'bibtex'],
  ['a.txt', 'TY  - JOUR\nTI  - T\nAB  - uses @article{x}\nER  - ', 'ris'],
  ['a.ris', 'TI  - T\nER  - ', 'ris'],
  ['a.json', '[{"id":"k","type":"book","title":"T"}]', 'csl-json'],
  ['a', ' {"id":"k","type":"book","title":"T"}', 'csl-json'],
])('knows the format of %s by what is in it: %s', async (name, text, format) => {
  const reading = await readBibliography(bytes(text), name)
  expect(reading).toMatchObject({ format, encoding: 'utf-8' })
  expect(reading.entries[0]?.csl.title).toBe('T')
})

test('a file of a known kind without entries is an empty bibliography', async () => {
  expect(await readBibliography(bytes('% Encoding: UTF-8\n'), 'a.bib')).toMatchObject({
    entries: [],
    problems: [],
  })
  expect(await readBibliography(bytes(''), 'a.ris')).toMatchObject({ entries: [], problems: [] })
})

test.each([
  ['a.bib', '<?xml version="1.0"?><xml></xml>', 'unknown_format'],
  ['a.json', '{"name":"seogo","version":"1"}', 'unknown_format'],
  ['a.txt', 'words only', 'unknown_format'],
  ['a.bib', '%PDF-1.7 @article{k, title={T}}', 'binary'],
])('refuses %s: %s', async (name, text, reason) => {
  await expect(readBibliography(bytes(text), name)).rejects.toMatchObject({
    name: 'UnreadableBibliography',
    reason,
  })
})

test('tells where characters are lost, and what else is wrong, in the order of lines', async () => {
  const damaged = Buffer.concat([
    Buffer.from('@article{a, title = {검색 검색 검색}}\n@article{b, title = {색'),
    Buffer.from([0xe1]),
    Buffer.from('인}}\n@article{a, title = {C}}'),
  ])
  const { problems } = await readBibliography(damaged, 'a.bib')
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['characters_lost', 2],
    ['key_repeated', 3],
  ])
})

test('lines may end as on an old Macintosh', async () => {
  const { entries } = await readBibliography(
    bytes('% ID: ignored\r\r@article{k,\r  title = {T}\r}\r'),
    'a.bib',
  )
  expect(entries[0]).toMatchObject({ line: 3, verbatim: '@article{k,\n  title = {T}\n}' })
})

test('tells how far it is', async () => {
  const seen: number[] = []
  const text = Array.from({ length: 250 }, (_, index) => `@misc{k${index}, title = {T}}`).join('\n')
  await readBibliography(bytes(text), 'a.bib', { onProgress: (done) => seen.push(done) })
  expect(seen).toEqual([100, 200])
})

test('stops when it is asked to', async () => {
  const stopping = new AbortController()
  const reading = readBibliography(bytes('@misc{k, title = {T}}'), 'a.bib', { signal: stopping.signal })
  stopping.abort(new Error('nobody waits any more'))
  await expect(reading).rejects.toThrow('nobody waits any more')
})
