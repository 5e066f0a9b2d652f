/**
 * A client of Seogo's API in one file: finds papers, adds one by its DOI, and writes a bibliography.
 * `SEOGO_ADDRESS=https://seogo.example.org SEOGO_TOKEN=seogo_… node examples/api/client.ts "transformers" [doi]`
 */
type Paper = { id: string; title: string; authors: string[]; year: number | null }
type Page<Item> = { items: Item[]; next: string | null }
type ProblemDetails = { code: string; status: number; details?: Record<string, unknown> }

const { SEOGO_ADDRESS: address = 'http://127.0.0.1:7350', SEOGO_TOKEN: token = '' } = process.env

/** Asks the API. @throws Error with the problem's code */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(new URL(path, address), { ...init, headers })
  if (answer.ok) return answer
  const { code, status } = (await answer.json()) as ProblemDetails
  throw new Error(`${status} ${code}`)
}

/** Every paper a question finds, page by page. */
async function* search(question: string): AsyncGenerator<Paper> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = new URLSearchParams({ q: question, sort: 'relevance', limit: '50' })
    if (cursor !== '') query.set('cursor', cursor)
    const page = (await (await ask(`/api/papers?${query}`)).json()) as Page<Paper>
    yield* page.items
    cursor = page.next
  }
}

const [question = '', doi] = process.argv.slice(2)
if (doi !== undefined)
  await ask('/api/identifiers', { method: 'POST', body: JSON.stringify({ identifiers: [doi] }) })
for await (const { title, authors, year } of search(question))
  console.log(`${authors[0] ?? '—'} (${year ?? 'n.d.'}) ${title}`)
console.log(
  await (await ask(`/api/exports/papers?${new URLSearchParams({ q: question, format: 'bibtex' })}`)).text(),
)
