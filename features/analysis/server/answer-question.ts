import type { PageSpan } from '#features/papers/server/papers.ts'
import { type boxesOf, rectanglesOf } from '#features/papers/server/papers.ts'
import { type AnswerStage, type Coverage, type Findings, findingsVersion, type Manner } from '../contract.ts'
import type { AskThrough } from './breaker/ask-through.ts'
import { inputHashOf } from './input-hash.ts'
import { type LocalStage, readLocally } from './local-reader/read-locally.ts'
import type { Question } from './open-question.ts'
import type { AnswerRecord, Bill } from './outcome-queries.ts'
import { type AnsweredParts, askProvider } from './providers/ask-provider.ts'
import type { Usage } from './providers/provider-failure.ts'
import { verifyFindings } from './quotes/verify-findings.ts'
import { prepareQuotes, type Verdict, type VerifyQuote } from './quotes/verify-quote.ts'

export type Answering = {
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly onStage: (stage: AnswerStage, percent: number) => Promise<void>
  readonly onProgress: (stage: AnswerStage, percent: number) => void
  readonly through: AskThrough
  /** What is known of a long paper, part by part. */
  readonly parts: AnsweredParts
  /** Where the text of these pages stands. */
  readonly boxesOf: (numbers: readonly number[]) => ReturnType<typeof boxesOf>
}

type Read = {
  readonly manner: Manner
  readonly findings: Findings
  readonly coverage: Coverage
  readonly model: string | null
  readonly promptVersion: number | null
  readonly usage: Usage | null
  readonly costMicroUsd: number | null
}

// Where the stages begin, in percent of the whole: nearly all the time goes into reading or asking.
const readingFrom = 10
const verifyingFrom = 85

/**
 * Asks the question, outside any transaction, and checks every quote of the answer.
 * @throws ProviderFailure | NoTextToRead | Problem
 * @throws the signal's reason when aborted
 */
export async function answerQuestion(
  question: Question,
  answering: Answering,
): Promise<{ record: AnswerRecord; bill: Bill }> {
  const startedAt = performance.now()
  const read = await (question.key === undefined
    ? readWithoutNetwork(question, answering)
    : askOverNetwork(question, question.key, answering))
  await answering.onStage('verifying', verifyingFrom)
  const findings = await verify(question, read.findings, answering)
  const record = {
    model: read.model,
    manner: read.manner,
    findings: JSON.stringify(findings),
    findings_version: findingsVersion,
    prompt_version: read.promptVersion,
    input_hash: inputHashOf(question),
    text_hash: question.textHash,
    asked_model: question.key?.model ?? null,
    reused_from: null,
    duration_ms: Math.round(performance.now() - startedAt),
    truncated_at_page: read.coverage.truncatedAtPage,
    file_id: question.fileId,
  }
  return { record, bill: read.usage && { ...read.usage, costMicroUsd: read.costMicroUsd } }
}

async function readWithoutNetwork(
  { pages, libraryTags }: Question,
  { signal, onStage, onProgress }: Answering,
): Promise<Read> {
  await onStage('reading', readingFrom)
  const reading = await readLocally(pages, {
    signal,
    libraryTags,
    onProgress: (_: LocalStage, percent) =>
      onProgress('reading', readingFrom + (percent / 100) * (verifyingFrom - readingFrom)),
  })
  return { ...reading, model: null, promptVersion: null, usage: null, costMicroUsd: 0 }
}

async function askOverNetwork(
  { pages, language, libraryTags }: Question,
  { provider, model, baseUrl, apiKey }: NonNullable<Question['key']>,
  { signal, timeoutMs, parts, through, onStage, onProgress }: Answering,
): Promise<Read> {
  await onStage('asking', readingFrom)
  return askProvider({
    provider,
    model,
    baseUrl,
    apiKey: apiKey ?? null,
    pages,
    language,
    libraryTags,
    signal,
    timeoutMs,
    parts,
    through,
    onPart: (answered, of) =>
      onProgress('asking', readingFrom + (answered / of) * (verifyingFrom - readingFrom)),
  })
}

/** Checks the quotes, and asks for the places on those pages only that are quoted. */
async function verify({ pages, fileId }: Question, findings: Findings, { boxesOf }: Answering) {
  const verifyQuote = remember(prepareQuotes(pages))
  const quoted = new Set<number>()
  const noteSpan = ({ page }: PageSpan) => {
    quoted.add(page)
    return []
  }
  verifyFindings(findings, { verify: verifyQuote, rectanglesOf: noteSpan, fileId })
  const boxes = await boxesOf([...quoted])
  const texts = new Map(pages.map(({ number, text }) => [number, text]))
  const toRectangles = ({ page, start, end }: PageSpan) =>
    rectanglesOf({ boxes: boxes.get(page) ?? [] }, start, end, texts.get(page)).map((rectangle) => ({
      page,
      ...rectangle,
    }))
  return verifyFindings(findings, { verify: verifyQuote, rectanglesOf: toRectangles, fileId })
}

/** A quote is looked for once, however often it is asked about. */
function remember(look: VerifyQuote): VerifyQuote {
  const verdicts = new Map<string, Verdict>()
  return (quote, page) => {
    const key = `${page ?? ''} ${quote}`
    const verdict = verdicts.get(key) ?? look(quote, page)
    verdicts.set(key, verdict)
    return verdict
  }
}
