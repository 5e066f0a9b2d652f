import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { asBrowser } from '#server/testing/person.ts'
import { type PaperRecord, toCsl } from '../installation.ts'
import { latencyOf, round, timeEach } from '../measure.ts'
import type { Questions } from './timing.ts'

type Given = {
  readonly address: string
  readonly cookie: string
  readonly questions: Questions
  readonly papers: readonly PaperRecord[]
  readonly imported: number
}

const clientCounts = [1, 8, 32]
/** How long each number of clients asks. */
const secondsEach = 6
/** What a person would not wait for. */
const timeoutMs = 5_000
const edits = 10

const importState = z.looseObject({
  id: z.string(),
  state: z.enum(['running', 'finished', 'failed']),
  addedCount: z.int(),
})
const found = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) })

/** Searches per second of so many clients while papers are imported, and how soon what was edited is found. */
export async function underLoad({ address, cookie, questions, papers, imported }: Given) {
  const headers = { ...asBrowser(cookie), origin: address }
  const asked = [
    ...questions['title words'],
    ...questions['one common word'],
    ...questions['author and year'],
    ...questions.korean,
  ]
  const search = async (q: string) => {
    const answer = await fetch(`${address}/api/papers?sort=relevance&limit=20&q=${encodeURIComponent(q)}`, {
      headers: { cookie },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!answer.ok) throw new Error(`a search answered ${answer.status}`)
    return found.parse(await answer.json())
  }
  const stateOf = async (id: string) =>
    importState.parse(await (await fetch(`${address}/api/imports/${id}`, { headers: { cookie } })).json())

  const start = performance.now()
  const { id } = await sendImport({ address, headers }, papers, imported)
  const clients: Record<string, unknown> = {}
  for (const count of clientCounts) {
    clients[`${count} at once`] = {
      ...(await searchFor(search, asked, count)),
      whileImporting: (await stateOf(id)).state === 'running',
    }
  }
  const visible = await timeEach(async () => editAndFind({ address, headers }, search), {
    times: edits,
    warmUp: 0,
  })
  const visibleWhileImporting = (await stateOf(id)).state === 'running'
  let state = await stateOf(id)
  while (state.state === 'running') {
    await sleep(250)
    state = await stateOf(id)
  }
  return {
    ...clients,
    'edit until found': { ...visible, whileImporting: visibleWhileImporting },
    import: {
      added: state.addedCount,
      state: state.state,
      seconds: round((performance.now() - start) / 1_000),
    },
  }
}

type Sender = { readonly address: string; readonly headers: Record<string, string> }

/** Sends papers under new titles as a file, and does not wait for them. */
async function sendImport({ address, headers }: Sender, papers: readonly PaperRecord[], count: number) {
  const items = Array.from({ length: count }, (_, number) => {
    const paper = papers[number % papers.length]
    if (paper === undefined) throw new Error('no papers to import')
    const { doi: _doi, ...record } = paper
    return { ...toCsl({ ...record, title: `Imported ${number}: ${record.title}` }), id: `imported-${number}` }
  })
  const body = new FormData()
  body.append('files', new Blob([JSON.stringify(items)]), 'bench.json')
  const sent = await fetch(`${address}/api/imports`, { method: 'POST', headers, body })
  return importState.parse(await sent.json())
}

/** So many clients ask one question after the other. */
async function searchFor(search: (q: string) => Promise<unknown>, asked: readonly string[], clients: number) {
  const durations: number[] = []
  let timeouts = 0
  const start = performance.now()
  const client = async (first: number) => {
    for (let turn = 0; performance.now() - start < secondsEach * 1_000; turn += 1) {
      const from = performance.now()
      try {
        await search(asked[(first * 31 + turn) % asked.length] ?? '')
        durations.push(performance.now() - from)
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
        timeouts += 1
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, first) => client(first)))
  const perSecond = round(durations.length / ((performance.now() - start) / 1_000))
  return { perSecond, timeouts, ...latencyOf(durations) }
}

let edited = 0

/** Gives a paper a word that no paper has, and asks for it until it is found. */
async function editAndFind(
  { address, headers }: Sender,
  search: (q: string) => Promise<z.infer<typeof found>>,
) {
  edited += 1
  const word = `unheardof${edited}`
  const answer = await fetch(`${address}/api/papers?limit=1&sort=title`, { headers })
  const [paper] = found.parse(await answer.json()).items
  if (paper === undefined) throw new Error('no paper to edit')
  const changed = await fetch(`${address}/api/papers/${paper.id}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ title: `A ${word} paper` }),
  })
  if (!changed.ok) throw new Error(`an edit answered ${changed.status}: ${await changed.text()}`)
  while ((await search(word)).items.length === 0) await sleep(5)
}
