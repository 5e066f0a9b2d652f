import { readFileSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signIn } from '#features/accounts/contract.ts'
import { listRuns, requestAnalysis } from '#features/analysis/contract.ts'
import { getSet, makeBackup, openShelf, restore } from '#features/backup/server/backup.ts'
import { importFiles } from '#features/imports/contract.ts'
import { createNote, listNotes } from '#features/notes/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { clientOf } from './testing/person.ts'

/** A folder for each format that was ever released; they stay for ever and are never written again. */
const released = join(import.meta.dirname, 'testing/backup-sets')
const email = 'ann@example.org'
const password = 'correct horse battery'
const title = '한글 제목 of an older time'

const withPdf = { query: { hasPdf: 'true' } } as const

async function withHouse(folder: string, work: (seogo: TestHouse) => Promise<void>): Promise<void> {
  const seogo = await openTestHouse({ SEOGO_BACKUP_TO: folder })
  try {
    await work(seogo)
  } finally {
    await seogo.close()
  }
}

/** The restore ended the connections of the house; the first to use one hears of it. */
async function signInAfterSwap({ app }: TestHouse) {
  const stranger = clientOf({ app, cookie: '' })
  const ask = () => stranger.request(signIn.method, signIn.path, { body: { email, password } })
  await expect.poll(async () => (await ask()).statusCode, { timeout: 30_000 }).toBe(200)
  const cookie = (await ask()).cookies
    .map((each) => `${each.name}=${encodeURIComponent(each.value)}`)
    .join('; ')
  return clientOf({ app, cookie })
}

// How a new format gets its fixture: once, by whoever changes the format.
test.runIf(process.env.SEOGO_WRITE_BACKUP_FIXTURE)('a fixture set is written', async () => {
  await withHouse(join(released, process.env.SEOGO_WRITE_BACKUP_FIXTURE ?? ''), async (seogo) => {
    const ann = await seogo.person('Ann')
    await ann.upload(importFiles, [
      {
        fileName: 'refs.bib',
        bytes: Buffer.from(`@article{a, title={${title}}, author={Kim, A.}, year={2020}}`),
      },
      {
        fileName: 'a.pdf',
        bytes: readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf')),
      },
    ])
    await seogo.workUntilQuiet()
    for (const { id: paperId } of (await ann.call(listPapers, withPdf)).items) {
      await ann.call(requestAnalysis, { params: { paperId }, body: { choices: ['local'], language: 'ko' } })
      await ann.call(createNote, { body: { paperId, body: '옛 노트' } })
    }
    await seogo.workUntilQuiet()
    await makeBackup(seogo.house, { kind: 'full' })
  })
})

test('a backup of every released format is restored, brought to this version, and lived in', async () => {
  const formats = await readdir(released)
  expect(formats).toContain('format-1')
  for (const format of formats) {
    const folder = await mkdtemp(join(tmpdir(), 'seogo-old-set-'))
    await cp(join(released, format), folder, { recursive: true })
    await withHouse(folder, async (seogo) => {
      const { database, files, config, log } = seogo.house
      const shelf = openShelf(config, { mustExist: true })
      const set = await getSet(shelf, 'latest')
      const { address } = database
      await restore({ address, files, shelf, set, log, now: () => new Date(), whileRunning: true })
      const ann = await signInAfterSwap(seogo)
      const { items } = await ann.call(listPapers, { query: {} })
      expect(items.map((paper) => paper.title)).toContain(title)
      const [paper] = (await ann.call(listPapers, withPdf)).items
      const params = { paperId: paper?.id ?? expect.fail('the paper with a PDF is gone') }
      const { items: runs } = await ann.call(listRuns, { params })
      expect(runs[0]?.answers[0]).toMatchObject({ provider: 'local', state: 'answered' })
      const { items: notes } = await ann.call(listNotes, { query: params })
      expect(notes.map((note) => note.title)).toEqual(['옛 노트'])
      await seogo.workUntilQuiet()
    })
    await rm(folder, { recursive: true })
  }
})
