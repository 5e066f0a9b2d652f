import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { FakeWork } from './fake-source-shapes.ts'
import * as shapes from './fake-source-shapes.ts'

export type FakeSourceName =
  | 'crossref'
  | 'datacite'
  | 'doi'
  | 'openalex'
  | 'semantic_scholar'
  | 'unpaywall'
  | 'arxiv'
  | 'pubmed'
  | 'openlibrary'
  | 'kci'
  | 'files'

export type FakeSourceRequest = {
  readonly source: FakeSourceName
  /** Path and query below the source's base. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** `performance.now()` at its arrival. */
  readonly atMs: number
}

/** How the next request of a source is answered instead. */
export type FakeAnswer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'cut'
  | 'silent'

export type FakeSources = {
  readonly url: string
  readonly requests: readonly FakeSourceRequest[]
  /** Settings that lead a house to these sources. */
  settings(more?: Record<string, string>): Record<string, string>
  /** Makes a work known to some of them. */
  knows(at: readonly FakeSourceName[], work: FakeWork): void
  /** A file somewhere on the web, for free copies. */
  hosts(path: string, body: Buffer, headers?: Record<string, string>): void
  next(source: FakeSourceName, ...answers: FakeAnswer[]): void
  asked(source: FakeSourceName): FakeSourceRequest[]
  close(): Promise<void>
}

type Known = { readonly at: readonly FakeSourceName[]; readonly work: FakeWork }
type Sent = {
  readonly status?: number
  readonly type: string
  readonly body: string
  readonly headers?: Record<string, string>
}

const json = (value: object, headers: Record<string, string> = {}): Sent => ({
  type: 'application/json',
  body: JSON.stringify(value),
  headers,
})
const xml = (body: string): Sent => ({ type: 'text/xml; charset=utf-8', body })
const missing: Sent = { status: 404, type: 'text/plain', body: 'Resource not found.' }

/** Starts one loopback server that speaks as all the metadata sources do, each below a path of its own. */
export async function startFakeSources(): Promise<FakeSources> {
  const known: Known[] = []
  const files = new Map<string, { readonly body: Buffer; readonly headers: Record<string, string> }>()
  const planned = new Map<string, FakeAnswer[]>()
  const requests: FakeSourceRequest[] = []
  let url = ''
  const server = createServer((request, response) => {
    const [, source = '', path = ''] = /^\/(\w+)(.*)$/.exec(request.url ?? '') ?? []
    const name = source as FakeSourceName
    requests.push({ source: name, path, headers: request.headers, atMs: performance.now() })
    const answer = planned.get(name)?.shift()
    if (answer !== undefined) return answerAs(response, answer)
    const file = files.get(path)
    if (name === 'files' && file !== undefined)
      return void response.writeHead(200, file.headers).end(file.body)
    const works = known.filter(({ at }) => at.includes(name)).map(({ work }) => work)
    const { status = 200, type, body, headers } = replyOf(name, new URL(path, 'http://x'), works, url)
    const etag = `"${Buffer.from(body).length}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
    response.writeHead(status, { 'content-type': type, etag, ...headers }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  url = `http://127.0.0.1:${address.port}`

  return {
    url,
    requests,
    settings: (more = {}) => ({
      SEOGO_SOURCES: 'on',
      SEOGO_SOURCES_EMAIL: 'library@example.org',
      SEOGO_SOURCE_CROSSREF_URL: `${url}/crossref`,
      SEOGO_SOURCE_DATACITE_URL: `${url}/datacite`,
      SEOGO_SOURCE_DOI_URL: `${url}/doi`,
      SEOGO_SOURCE_OPENALEX_URL: `${url}/openalex`,
      SEOGO_SOURCE_OPENALEX_KEY: 'planted-openalex-key',
      SEOGO_SOURCE_SEMANTIC_SCHOLAR_URL: `${url}/semantic_scholar`,
      SEOGO_SOURCE_UNPAYWALL_URL: `${url}/unpaywall`,
      SEOGO_SOURCE_ARXIV_URL: `${url}/arxiv`,
      SEOGO_SOURCE_PUBMED_URL: `${url}/pubmed`,
      SEOGO_SOURCE_OPENLIBRARY_URL: `${url}/openlibrary`,
      SEOGO_SOURCE_KCI_URL: `${url}/kci`,
      ...more,
    }),
    knows: (at, work) => void known.unshift({ at, work }),
    hosts: (path, body, headers = { 'content-type': 'application/pdf' }) =>
      void files.set(path, { body, headers }),
    next: (source, ...answers) => void planned.set(source, [...(planned.get(source) ?? []), ...answers]),
    asked: (source) => requests.filter((each) => each.source === source),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function answerAs(response: ServerResponse, answer: FakeAnswer): void {
  if (answer === 'silent') return
  if (answer === 'cut') return void response.destroy()
  response.writeHead(answer.status, answer.headers ?? {}).end(answer.body ?? '')
}

function replyOf(source: FakeSourceName, url: URL, works: readonly FakeWork[], base: string): Sent {
  const path = decodeURIComponent(url.pathname)
  const last = (prefix: string) => works.find(({ doi }) => doi !== undefined && path === prefix + doi)
  const query = url.searchParams
  const here = `${base}/files`
  switch (source) {
    case 'crossref': {
      const asked = query.get('query.bibliographic')
      if (asked !== null)
        return json({
          status: 'ok',
          'message-type': 'work-list',
          message: { items: works.map(shapes.crossrefMessage) },
        })
      const work = last('/v1/works/')
      const limits = { 'x-rate-limit-limit': '50', 'x-rate-limit-interval': '1s', 'x-api-pool': 'polite' }
      return work === undefined
        ? missing
        : json({ status: 'ok', 'message-type': 'work', message: shapes.crossrefMessage(work) }, limits)
    }
    case 'datacite': {
      const work = last('/dois/')
      return work === undefined ? missing : json({ data: shapes.dataciteData(work) })
    }
    case 'doi': {
      const work = last('/')
      return work === undefined
        ? missing
        : {
            type: 'application/vnd.citationstyles.csl+json',
            body: JSON.stringify(shapes.negotiatedItem(work)),
          }
    }
    case 'openalex': {
      if (query.has('filter'))
        return json({
          meta: { count: works.length },
          results: works.map((work) => shapes.openAlexWork(work, here)),
        })
      const work =
        last('/works/doi:') ??
        works.find(({ openalex }) => openalex !== undefined && path === `/works/${openalex}`)
      return work === undefined ? missing : json(shapes.openAlexWork(work, here))
    }
    case 'semantic_scholar': {
      const work = last('/graph/v1/paper/DOI:')
      return work === undefined ? missing : json(shapes.scholarPaper(work))
    }
    case 'unpaywall': {
      const work = last('/v2/')
      if (!query.get('email')) return { status: 422, type: 'application/json', body: '{"error":true}' }
      return work === undefined ? missing : json(shapes.unpaywallReply(work, here))
    }
    case 'arxiv':
      return {
        type: 'application/atom+xml',
        body: shapes.arxivFeed(works.find(({ arxiv }) => arxiv === query.get('id_list'))),
      }
    case 'pubmed': {
      const byPmc = works.find(({ pmcid }) => `${pmcid}[pmcid]` === query.get('term'))
      if (path === '/esearch.fcgi')
        return json({ esearchresult: { idlist: byPmc?.pmid === undefined ? [] : [byPmc.pmid] } })
      return xml(shapes.pubmedSet(works.find(({ pmid }) => pmid === query.get('id'))))
    }
    case 'openlibrary':
      return json(shapes.openLibraryReply(works.find(({ isbn }) => `ISBN:${isbn}` === query.get('bibkeys'))))
    case 'kci':
      return xml(
        shapes.kciReply(
          works.find(
            ({ kci }) => `oai:kci.go.kr:ARTI/${kci?.replace(/^ART0*/, '')}` === query.get('identifier'),
          ),
        ),
      )
    case 'files':
      return missing
  }
}
