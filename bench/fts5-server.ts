import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { questionOf, tune } from './search/fts5-question.ts'

/** FTS5 as the search of a small web application: a page of rows and their number over HTTP, for everybody alike. */
const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('the path of a database is missing')
const database = new DatabaseSync(path, { readOnly: true })
tune(database)
const page = database.prepare(
  'select id, title, authors, venue, year from papers where papers match ? order by bm25(papers, 0, 10, 5, 3, 3, 1) limit 20',
)
const counted = database.prepare(
  'select count(*) as count from (select 1 from papers where papers match ? limit 10001)',
)
const server = createServer((request, response) => {
  const match = questionOf(new URL(request.url ?? '/', 'http://localhost').searchParams.get('q') ?? '')
  const answer = match === '' ? { items: [] } : { items: page.all(match), total: counted.get(match)?.count }
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  process.send?.({ ready: true, address: `http://127.0.0.1:${address.port}` })
})
