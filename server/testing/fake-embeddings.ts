import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

/** Words that mean the same to the model that {@link startFakeEmbeddings} plays, in whatever language. */
export const meaningGroups: readonly (readonly string[])[] = [
  ['sleep', 'slumber', 'insomnia', 'somnolence', '수면', '잠'],
  ['loss', 'deprivation', 'lack', 'shortage', '부족', '결핍'],
  ['memory', 'recall', 'remembering', 'recollection', '기억', '회상'],
  ['car', 'automobile', 'vehicle', 'vehicles', '자동차', '차량'],
  ['doctor', 'physician', 'physicians', 'clinician', '의사', '의료진'],
  ['translation', 'translating', 'interpreting', '번역', '통역'],
  ['network', 'networks', 'net', 'nets', '신경망', '네트워크'],
  ['graph', 'graphs', '그래프'],
  ['rain', 'rainfall', 'precipitation', '강수', '비'],
  ['forecast', 'prediction', 'predicting', '예보', '예측'],
]

const meaningOf = new Map(
  meaningGroups.flatMap((words, at) => words.map((word) => [word, `=${at}`] as const)),
)
const stopWords = new Set('a an and are as at by for from in is it of on or that the to with'.split(' '))

const cjk = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/

/** What a text is about: a planted meaning, else the word itself; Korean words by their syllable pairs as well. */
function featuresOf(given: string): string[] {
  const words =
    given
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.flatMap((word) => {
    if (stopWords.has(word)) return []
    // A Korean noun carries its particle.
    const stem = cjk.test(word)
      ? [...meaningOf.keys()].find((known) => cjk.test(known) && word.startsWith(known))
      : word
    const planted = meaningOf.get(stem ?? word)
    if (planted !== undefined) return [planted, planted, planted]
    return cjk.test(word)
      ? Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => word.slice(at, at + 2))
      : [word.replace(/(?:ing|ed|es|s)$/, '')]
  })
}

/** Numbers that follow from a text: a small generator seeded by its hash (mulberry32 over FNV-1a, both public domain). */
function directionOf(feature: string, dimensions: number): Float32Array {
  let seed = 2_166_136_261
  for (const sign of feature) seed = Math.imul(seed ^ (sign.codePointAt(0) ?? 0), 16_777_619)
  return Float32Array.from({ length: dimensions }, () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2_147_483_648 - 1
  })
}

const directions = new Map<string, Float32Array>()

/** The vector of a text: the sum of what its words mean, each in a direction of its own. The same text, the same vector. */
export function vectorOf(given: string, dimensions: number): number[] {
  const sum = new Float32Array(dimensions)
  for (const feature of featuresOf(given)) {
    const key = `${dimensions} ${feature}`
    const direction = directions.get(key) ?? directionOf(feature, dimensions)
    directions.set(key, direction)
    for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + (direction[at] ?? 0)
  }
  // A text without words points somewhere too.
  if (sum.every((number) => number === 0)) sum[0] = 1
  return [...sum]
}

export type FakeEmbeddings = {
  /** As a person types it in. */
  readonly url: string
  /** The texts that were asked for, in their order. */
  readonly texts: string[]
  /** The model answers in another size from now on. */
  dimensions: number
  /** How it answers: as usual, with 503, or with nothing but a hang-up. */
  mood: 'well' | 'overloaded' | 'hangs_up'
  close(): Promise<void>
}

const asked = z.object({ model: z.string(), input: z.array(z.string()) })

/**
 * Starts a server on a free loopback port that makes vectors as OpenAI, Ollama and vLLM do: `POST /v1/embeddings`
 * (https://platform.openai.com/docs/api-reference/embeddings/create). Models whose name has "embed" are there.
 */
export async function startFakeEmbeddings({ dimensions = 256 } = {}): Promise<FakeEmbeddings> {
  const fake: Omit<FakeEmbeddings, 'url' | 'close'> = { texts: [], dimensions, mood: 'well' }
  const server = createServer((request, response) => {
    answer(fake, request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('a TCP server has an address and a port')
  return Object.assign(fake, {
    url: `http://127.0.0.1:${address.port}/v1`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function answer(
  fake: Omit<FakeEmbeddings, 'url' | 'close'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/v1/models')
    return send(response, 200, { object: 'list', data: [{ id: 'fake-embed', object: 'model' }] })
  if (request.method !== 'POST' || request.url !== '/v1/embeddings')
    return send(response, 404, { error: { message: 'no such path' } })
  const { model, input } = asked.parse(JSON.parse(await text(request)))
  if (fake.mood === 'hangs_up') return void response.destroy()
  if (fake.mood === 'overloaded')
    return send(response, 503, { error: { message: 'overloaded', type: 'server_error' } })
  if (!model.includes('embed'))
    return send(response, 404, { error: { message: `model "${model}" not found`, type: 'api_error' } })
  fake.texts.push(...input)
  const data = input.map((each, index) => ({
    object: 'embedding',
    index,
    embedding: vectorOf(each, fake.dimensions),
  }))
  const tokens = Math.ceil(input.join(' ').length / 4)
  send(response, 200, { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } })
}
