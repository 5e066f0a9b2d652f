import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { type ConnectorToken, makeConnectorToken } from '../../contract.ts'

/** What the extension got: status, headers, and the body as JSON where it is some. */
export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly text: string
}

export type Browser = {
  readonly token: ConnectorToken
  /** The secret of its address. */
  readonly secret: string
  /** Says a word of the protocol as the extension does: JSON by POST. */
  say(verb: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Sends bytes with what the extension says about them in a header. */
  send(verb: string, query: Record<string, string>, file: SentFile): Promise<Answer>
  get(verb: string, headers?: Record<string, string>): Promise<Answer>
}

export type SentBytes = string | Uint8Array<ArrayBuffer> | ArrayBuffer | ReadableStream

export type SentFile = {
  readonly bytes: SentBytes
  readonly type: string
  /** As it stands in the header, or what is written there as JSON. */
  readonly metadata?: string | object
}

/** What Chrome sends from the extension's background page. */
const spoken = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
  origin: 'chrome-extension://ekhagklcjbdpajgpjgmbionohlpdbjgc',
  'x-zotero-version': '5.0.182',
  'x-zotero-connector-api-version': '3',
}

export async function askAs(address: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(address, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  }
}

/** Where a test's Seogo listens; opens the port at the first question. */
export async function addressOf({ app }: TestHouse): Promise<string> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

/** A browser with the Zotero Connector whose `connector.url` is a person's address. */
export async function browserOf(seogo: TestHouse, person: Person, label = 'Chrome'): Promise<Browser> {
  const address = await addressOf(seogo)
  const { token, path } = await person.call(makeConnectorToken, { body: { label } })
  const urlOf = (verb: string) => `${address}${path}connector/${verb}`
  return {
    token,
    secret: path.split('/')[2] ?? '',
    say: (verb, body = {}, headers = {}) =>
      askAs(urlOf(verb), {
        method: 'POST',
        headers: { ...spoken, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    send: (verb, query, { bytes, type, metadata }) =>
      askAs(`${urlOf(verb)}?${new URLSearchParams(query)}`, {
        method: 'POST',
        headers: {
          ...spoken,
          'content-type': type,
          ...(metadata === undefined
            ? {}
            : { 'x-metadata': typeof metadata === 'string' ? metadata : JSON.stringify(metadata) }),
        },
        body: bytes,
        // Node asks for this word with a body that streams.
        ...(bytes instanceof ReadableStream ? { duplex: 'half' } : {}),
      }),
    get: (verb, headers = {}) => askAs(urlOf(verb), { headers: { ...spoken, ...headers } }),
  }
}

const target = z.object({ id: z.string(), name: z.string(), level: z.int() })
export const selected = z.object({
  libraryID: z.int(),
  libraryName: z.string(),
  id: z.int().nullable(),
  name: z.string(),
  targets: z.array(target),
  tags: z.record(z.string(), z.array(z.object({ tag: z.string() }))),
})

/** The name (`C12`) by which the extension knows a library or a collection. */
export async function targetNamed(browser: Browser, name: string): Promise<string> {
  const { targets } = selected.parse((await browser.say('getSelectedCollection')).body)
  const found = targets.find((each) => each.name === name)
  if (!found) throw new Error(`${name} is not offered`)
  return found.id
}
