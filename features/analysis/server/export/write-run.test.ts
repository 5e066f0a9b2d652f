import { expect, test } from 'vitest'
import type { ExportedRun } from './to-exported.ts'
import { writeRun } from './write-run.ts'

const none = { researchQuestion: [], methods: [], data: [], contributions: [], limitations: [] }
const run: ExportedRun = {
  paper: {
    title: 'Lazy <eviction> & lists',
    authors: ['Mina Seo', 'Tom Hale'],
    year: 2026,
    doi: null,
    citationKey: 'seo2026',
  },
  requestedAt: '2026-11-25T00:00:00.000Z',
  language: 'en',
  answers: [
    {
      reader: 'Lab *server*',
      model: 'llama',
      extractive: false,
      promptVersion: 1,
      inputHash: null,
      costMicroUsd: 1_200,
      outOfDate: ['text'],
      parts: {
        ...none,
        summary: [
          { text: 'It waits [really].', quote: 'a cache that waits', page: 3, citationKey: 'seo2026' },
        ],
        findings: [
          {
            text: 'It hits more.',
            quote: 'It hits more.',
            page: 2,
            citationKey: 'seo2026',
            numbers: [{ measure: 'hit rate', value: '74.8', unit: '%' }],
          },
        ],
      },
      keyTerms: ['lazy eviction'],
      claimsLeftOut: 2,
    },
  ],
}

test('Markdown holds every claim with its page and citation key, and nothing in it is markup', () => {
  expect(writeRun(run, 'markdown', 'en')).toBe(`# Lazy \\<eviction\\> & lists

Mina Seo, Tom Hale · 2026

## Lab \\*server\\* (llama)

### Summary

- It waits \\[really\\]. [@seo2026, p. 3]
  > a cache that waits

### Findings

- It hits more. [@seo2026, p. 2]
  (hit rate 74.8 %)

**Key terms**: lazy eviction

*Out of date: the paper, the question or the model has changed since.*

*2 claims whose quotes do not stand in the paper are left out.*
`)
})

test('the page to print is whole, in the language of its headings, and runs nothing', () => {
  const page = writeRun(run, 'html', 'ko')
  expect(page).toContain('<html lang="ko">')
  expect(page).toContain('<h1>Lazy &lt;eviction&gt; &amp; lists</h1>')
  expect(page).toContain(
    '<li>It waits [really]. <cite>(seo2026, 3쪽)</cite><blockquote>a cache that waits</blockquote></li>',
  )
  expect(page).toContain('주장 2개는 뺐습니다')
  expect(page).not.toContain('<script')
})

test('JSON is what was exported, readable again', () => {
  expect(JSON.parse(writeRun(run, 'json', 'en'))).toEqual(run)
})
