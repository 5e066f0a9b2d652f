/** What a person gets in the hand: the ZIP, the command's file, and what happens when the client goes away. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { CslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { type Person, pathOf } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { exportPapers, exportSelected } from '../contract.ts'
import { exports as exportsFeature } from '../feature.ts'

let seogo: TestHouse
let ann: Person
let folder: string

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  folder = await mkdtemp(join(tmpdir(), 'seogo-exports-'))
})
afterAll(async () => {
  await seogo.close()
  await rm(folder, { recursive: true })
})

const newLibrary = () => createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })

function has(libraryId: LibraryId, csl: CslItem, citationKey?: string): Promise<PaperId> {
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    return (await addPaper(tx, { libraryId, csl, addedBy: ann.userId, citationKey })).paperId
  })
}

const lee = (title: string, year: number): CslItem => ({
  type: 'article-journal',
  title,
  author: [{ literal: '이영희' }],
  issued: { 'date-parts': [[year]] },
  'container-title': '정보과학회논문지',
})

/** YAML 1.2 reads JSON, and every value is written as such: the front matter as an object. */
function frontMatter(text: string): Record<string, unknown> {
  const [, front = ''] = /^---\n([\s\S]*?)\n---\n\n/.exec(text) ?? expect.fail(`no front matter: ${text}`)
  const facts: Record<string, unknown> = {}
  let list: unknown[] = []
  for (const line of front.split('\n')) {
    const [, name, value] = /^(\w+):(?: (.+))?$/.exec(line) ?? []
    if (name === undefined) list.push(JSON.parse(/^ {2}- (.+)$/.exec(line)?.[1] ?? expect.fail(line)))
    else if (value === undefined) facts[name] = list = []
    else facts[name] = JSON.parse(value)
  }
  return facts
}

test('the ZIP has one file a paper: names of their own, Korean ones too, and front matter that parses', async () => {
  const [one, other] = [await newLibrary(), await newLibrary()]
  const first = await has(
    one,
    { ...lee('제목: "인용" --- 끝\n둘째 줄', 2020), abstract: '---\n# 초록' },
    '이영희2020',
  )
  await ann.call(tagPaper, { params: { paperId: first }, body: { names: ['정보 검색', 'a: b'] } })
  // The same key in two libraries, and another that differs by capitals.
  await has(other, lee('Same', 2021), '이영희2020')
  await has(one, lee('Capitals', 2022), 'KEY')
  await has(other, lee('Small', 2023), 'key')
  await has(other, lee('Path', 2024), '../../etc/passwd')
  const { rawPayload } = await ann.request(
    'GET',
    pathOf(exportPapers, { query: { format: 'markdown-files', sort: 'added', direction: 'asc' } }),
  )
  const files = unzipSync(rawPayload)
  const names = Object.keys(files)
  expect(names).toHaveLength(5)
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(5)
  expect(names).toContain('이영희2020.md')
  for (const name of names) expect(name).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._+-]*\.md$/u)
  const facts = Object.values(files).map((bytes) => frontMatter(strFromU8(bytes)))
  expect(facts[0]).toMatchObject({
    title: '제목: "인용" --- 끝\n둘째 줄',
    citekey: '이영희2020',
    authors: ['이영희'],
    year: 2020,
    venue: '정보과학회논문지',
    tags: expect.arrayContaining(['정보-검색', 'a-b']),
  })
  expect(facts.map(({ title }) => title).slice(1)).toEqual(['Same', 'Capitals', 'Small', 'Path'])
})

async function runExport(typed: Record<string, string>): Promise<{ lines: string[]; result: unknown }> {
  const [command] = exportsFeature.commands ?? []
  const handle = (await command?.load()) ?? expect.fail('no command')
  const { terminal, lines, result } = openQuietTerminal()
  const exitCode = await handle({
    house: seogo.house,
    args: [],
    options: { ascii: false, bom: false, ...typed },
    caller: async () => ann.userId,
    whileWorking: (done) => done(),
    terminal,
  })
  expect(exitCode).toBe(0)
  return { lines, result: result() }
}

test('seogo export writes the file whole, or none', async () => {
  const libraryId = await newLibrary()
  await has(libraryId, lee('Export me', 2020), 'lee2020')
  const output = join(folder, 'refs.ris')
  const { result } = await runExport({ format: 'ris', library: libraryId, output })
  const text = await readFile(output, 'utf8')
  expect(text).toContain('TI  - Export me\r\n')
  expect(result).toEqual({ format: 'ris', output, sizeBytes: Buffer.byteLength(text) })
  const refused = [
    [{ format: 'word', output }, 'bad_request'],
    [{ format: 'text', output }, 'bad_request'],
    [{ style: 'no-such', output }, 'style_not_found'],
    [{ style: 'apa', format: 'ris', output }, 'bad_request'],
    [{ output: join(folder, 'no/such/folder.bib') }, 'file_not_found'],
  ] as const
  for (const [typed, code] of refused) await expect(runExport(typed)).rejects.toThrow(code)
  expect(await readdir(folder)).toEqual(['refs.ris'])
})

test('seogo export --style writes references in the order of the style, as text, HTML and Markdown', async () => {
  const libraryId = await newLibrary()
  await has(libraryId, lee('Zebras * and _stars_', 2021))
  await has(libraryId, lee('Apples & <pears>', 2021))
  const output = join(folder, 'refs.txt')
  const written = async (format?: string) => {
    await runExport({ style: 'apa', library: libraryId, output, ...(format && { format }) })
    return readFile(output, 'utf8')
  }
  expect(await written()).toBe(
    '이영희. (2021a). Apples & <pears>. 정보과학회논문지.\n이영희. (2021b). Zebras * and _stars_. 정보과학회논문지.\n',
  )
  expect(await written('markdown')).toBe(
    '이영희. (2021a). Apples & \\<pears\\>. *정보과학회논문지*.\n\n이영희. (2021b). Zebras \\* and \\_stars\\_. *정보과학회논문지*.\n',
  )
  expect(await written('html')).toMatch(
    /^<div class="csl-bib-body">\n\s*<div class="csl-entry">이영희\. \(2021a\)\. Apples &#38; &#60;pears&#62;\. <i>/,
  )
})

test('more papers by name than an address may have are refused with the number', async () => {
  const ids = Array.from({ length: 201 }, () => crypto.randomUUID()).join(',')
  const reply = await ann.request('GET', pathOf(exportPapers, { query: { ids } }))
  expect(reply.json()).toMatchObject({
    status: 422,
    code: 'too_many_papers',
    details: { limit: 200, given: 201 },
  })
})

test('a client that goes away stops the reading', async () => {
  const libraryId = await newLibrary()
  const papers = 3_000
  // More bytes than the sockets between the two hold.
  const csl = JSON.stringify({ type: 'article', title: 'Long', abstract: 'a '.repeat(12_000) })
  await seogo.house.database.asSystem('many papers', (tx) =>
    sql`insert into papers (library_id, csl, title, authors, year, likeness)
        select ${libraryId}::uuid, ${csl}::jsonb, 'Long ' || n, array['A'], 2020, md5(n::text)
          from generate_series(1, ${papers}::int) as n`.execute(tx),
  )
  const pinned = () =>
    seogo.house.database.asSystem('how far it read', async (tx) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from citation_keys where library_id = ${libraryId}`.execute(tx)
      return rows[0]?.count ?? 0
    })
  const api = await seogo.startApi()
  try {
    const root = await api.listen({ host: '127.0.0.1', port: 0 })
    const leaving = new AbortController()
    const reply = await fetch(root + pathOf(exportPapers, { query: { libraryId } }), {
      headers: { cookie: ann.cookie },
      signal: leaving.signal,
    })
    expect((await reply.body?.getReader().read())?.value?.length).toBeGreaterThan(0)
    leaving.abort()
  } finally {
    // Waits for what is still being answered.
    await api.close()
  }
  const far = await pinned()
  expect(far).toBeGreaterThan(0)
  expect(far).toBeLessThan(papers)
})

test('more papers than an address holds are sent as a list, in its order, and all of a filter by the filter', async () => {
  const libraryId = await newLibrary()
  const ids: PaperId[] = []
  for (let year = 1990; year < 1996; year += 1) ids.push(await has(libraryId, lee(`Of ${year}`, year)))
  const [first, second, third] = ids
  const chosen = { papers: { paperIds: [third, first, second] }, format: 'csl-json' }
  const titlesOf = async (body: object) => {
    const reply = await ann.request('POST', pathOf(exportSelected, {}), { body })
    expect(reply.statusCode).toBe(200)
    return z.array(z.looseObject({ title: z.string() })).parse(JSON.parse(reply.body))
  }
  expect((await titlesOf(chosen)).map(({ title }) => title)).toEqual(['Of 1992', 'Of 1990', 'Of 1991'])
  expect(await titlesOf({ papers: { filter: { libraryId } }, format: 'csl-json' })).toHaveLength(6)
  const bob = await seogo.person('Bob')
  const reply = await bob.request('POST', pathOf(exportSelected, {}), { body: chosen })
  expect(JSON.parse(reply.body)).toEqual([])
})
