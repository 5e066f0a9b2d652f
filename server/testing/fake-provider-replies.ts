import { setTimeout } from 'node:timers/promises'
import type { Claim, Findings } from '#features/analysis/contract.ts'
import type { FakeRequest, Reply } from './fake-provider-call.ts'

/** Everything a provider has been seen to answer, each in its own words and shapes. */
export const replies = {
  /** Findings whose quotes stand in the document of the prompt; `change` replaces parts of them. */
  answer:
    (change: Partial<Findings> = {}): Reply =>
    (call) =>
      call.complete({ content: JSON.stringify({ ...findingsFor(call.request), ...change }) }),
  /** The same as many models write it: behind their thoughts, in a fence, with a word before it. */
  fencedAnswer: (): Reply => (call) =>
    call.complete({
      content: `<think>The user wants {JSON}.</think>\nHere you are:\n\`\`\`json\n${JSON.stringify(findingsFor(call.request))}\n\`\`\``,
    }),
  /** Any text as the completion. */
  says:
    (content: string): Reply =>
    (call) =>
      call.complete({ content }),
  /** Waits before another reply; stops waiting when the caller goes away. */
  slow:
    (delayMs: number, then: Reply = replies.answer()): Reply =>
    async (call) => {
      await setTimeout(delayMs, undefined, { signal: call.gone }).catch(() => undefined)
      if (!call.gone.aborted) await then(call)
    },
  /** Waits until the test lets it go. */
  held:
    (until: Promise<unknown>, then: Reply = replies.answer()): Reply =>
    async (call) => {
      await until
      if (!call.gone.aborted) await then(call)
    },
  hang: (): Reply => () => undefined,
  cut: (): Reply => (call) => call.cut(),

  invalidKey: (): Reply => (call) => call.fault('invalidKey'),
  rateLimited:
    (retryAfter?: string): Reply =>
    (call) =>
      call.fault('rateLimited', retryAfter === undefined ? {} : { retryAfter }),
  quotaExhausted: (): Reply => (call) => call.fault('quotaExhausted'),
  noSuchModel: (): Reply => (call) => call.fault('noSuchModel'),
  badRequest:
    (message?: string): Reply =>
    (call) =>
      call.fault('badRequest', message === undefined ? {} : { message }),
  serverError:
    (status: 500 | 503 | 504 = 500, headers: Record<string, string> = {}): Reply =>
    (call) =>
      call.fault(status === 500 ? 'serverError' : status === 503 ? 'overloaded' : 'timeout', { headers }),
  badGatewayHtml: (): Reply => (call) =>
    call.send(502, '<html><body><h1>502 Bad Gateway</h1></body></html>', { 'content-type': 'text/html' }),
  redirect:
    (location: string): Reply =>
    (call) =>
      call.send(307, '', { location }),

  /** 200 whose body is no JSON. */
  brokenBody: (): Reply => (call) =>
    call.send(200, '{"id":"chatcmpl-fake","choices":[{', { 'content-type': 'application/json' }),
  /** A completion whose text is no JSON. */
  brokenJson: (): Reply => (call) => call.complete({ content: '{"summary": [{"text": "It beg' }),
  /** A completion in JSON that is not what was asked for. */
  wrongSchema: (): Reply => (call) => call.complete({ content: '{"title":"A paper","year":1999}' }),
  /** Cut off by the limit of tokens. */
  cutOff: (): Reply => (call) => {
    const whole = JSON.stringify(findingsFor(call.request))
    call.complete({ content: whole.slice(0, whole.length / 3) }, 'length')
  },
  refusal: (): Reply => (call) => call.complete({ content: null, refusal: 'I cannot help with that.' }),
  contentFilter: (): Reply => (call) => call.complete({ content: null }, 'content_filter'),
  /** 200 and a body without end, until the caller goes away. */
  endless: (): Reply => async (call) => {
    await call.stream('x'.repeat(64 * 1024))
  },
} as const

/** Findings made of sentences that stand in the document of the prompt. */
function findingsFor(request: FakeRequest): Findings {
  const quotes = quotesIn(request)
  const claimAt = (place: number): Claim[] => {
    const quote = quotes[place % Math.max(1, quotes.length)]
    return quote === undefined ? [] : [{ text: `The paper says: ${quote.quote}`, ...quote }]
  }
  const nothing: Claim = { text: 'The document holds no sentence.', quote: null, page: null }
  return {
    summary: [...claimAt(0), ...claimAt(1)].length > 0 ? [...claimAt(0), ...claimAt(1)] : [nothing],
    researchQuestion: claimAt(1)[0] ?? null,
    methods: claimAt(2),
    data: [],
    findings: [...claimAt(3), ...claimAt(4)].map((claim) => ({
      ...claim,
      numbers: (claim.quote?.match(/\d+(?:\.\d+)?(?=\s?%)/g) ?? []).map((value) => ({
        measure: 'share',
        value,
        unit: '%',
      })),
    })),
    limitations: claimAt(5),
    contributions: claimAt(6),
    keyTerms: ['fake term'],
    suggestedTags: ['fake tag'],
  }
}

/** Sentences of the document with the page they begin on, as a model that reads it would copy them. */
function quotesIn({ user }: FakeRequest): { quote: string; page: number }[] {
  const pages = user.matchAll(/<(page-[\w-]+) number="(\d+)">\n([\s\S]*?)\n<\/\1>/g)
  return [...pages].flatMap(([, , number, pageText]) => {
    const sentences = (pageText ?? '')
      .replace(/\n\d[\d.]* [^\n]{3,60}\n/g, '\n\n')
      .split(/\n\s*\n/)
      .flatMap((block) =>
        block
          .replace(/(\p{Ll})-\n(\p{Ll})/gu, '$1$2')
          .replace(/\s+/g, ' ')
          .split(/(?<=[.!?])\s+(?=[\p{Lu}\p{Script=Hangul}])/u),
      )
    return sentences
      .filter((sentence) => sentence.length >= 40 && sentence.length <= 300 && /[.!?]$/.test(sentence))
      .map((quote) => ({ quote, page: Number(number) }))
  })
}
