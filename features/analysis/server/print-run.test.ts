import { expect, test } from 'vitest'
import { answerId, paperId, runId } from '#contract/ids.ts'
import type { AnalysisAnswer, AnalysisRun, VerifiedClaim } from '../contract.ts'
import { printRun } from './print-run.ts'

const claim = (text: string, change: Partial<VerifiedClaim> = {}): VerifiedClaim => ({
  text,
  quote: text,
  verified: true,
  doubt: null,
  page: 3,
  fileId: null,
  rectangles: [],
  ...change,
})

const answer: AnalysisAnswer = {
  id: answerId.parse('0197a1c0-0000-7000-8000-000000000001'),
  provider: 'openai-compatible',
  insteadOf: null,
  label: 'Lab server',
  model: 'llama',
  extractive: false,
  state: 'answered',
  stage: null,
  progressPercent: 100,
  promptVersion: 1,
  inputHash: null,
  stale: [],
  reusedFrom: null,
  error: null,
  errorDetail: null,
  findings: {
    summary: [
      claim('A cache that waits serves readers better.', { quote: 'a cache that waits before it forgets' }),
    ],
    researchQuestion: null,
    methods: [],
    data: [],
    findings: [
      { ...claim('It rose to 94.8%.', { verified: false, doubt: 'not_found', page: null }), numbers: [] },
    ],
    limitations: [claim('본 연구는 한 도서관의 기록만 사용하였다는 한계가 있다. '.repeat(3).trim())],
    contributions: [],
    keyTerms: ['lazy eviction'],
    suggestedTags: [],
  },
  usage: { inputTokens: 1200, outputTokens: 300 },
  costMicroUsd: null,
  durationMs: 1240,
  truncatedAtPage: 12,
  jobId: null,
}

const run: AnalysisRun = {
  id: runId.parse('0197a1c0-0000-7000-8000-000000000002'),
  paperId: paperId.parse('0197a1c0-0000-7000-8000-000000000003'),
  language: 'en',
  state: 'finished',
  requestedAt: '2026-11-23T10:00:00.000Z',
  finishedAt: '2026-11-23T10:00:02.000Z',
  answers: [
    answer,
    {
      ...answer,
      label: 'Other',
      state: 'failed',
      findings: null,
      error: 'no_such_model',
      errorDetail: "The model 'x' does not exist.",
    },
  ],
}

test('a run is printed with pages and quotes, doubts marked, failures with their reason, no line too wide', () => {
  const lines: string[] = []
  printRun(
    (text) => lines.push(text),
    { title: 'Lazy Eviction', authors: ['Mina Seo', 'Tom Hale'], year: 2026 },
    run,
  )
  expect(lines).toEqual([
    'Lazy Eviction',
    'Mina Seo, Tom Hale · 2026',
    '',
    'Lab server (llama) · 1200 + 300 tokens · 1.2 s · read up to page 12',
    '  Summary',
    '    • A cache that waits serves readers better.',
    '      p.\u00a03: “a cache that waits before it forgets”',
    '  Findings',
    '    ✗ It rose to 94.8%. (not found in the paper)',
    '  Limitations',
    '    • 본 연구는 한 도서관의 기록만 사용하였다는 한계가 있다. 본 연구는 한 도서관의 기록만',
    '      사용하였다는 한계가 있다. 본 연구는 한 도서관의 기록만 사용하였다는 한계가 있다. (p.\u00a03)',
    '  Key terms: lazy eviction',
    '',
    "Other (llama): failed, no_such_model: The model 'x' does not exist.",
  ])
})
