import { describe, expect, test } from 'vitest'
import type { Claim, Findings } from '../../contract.ts'
import { prepareQuotes } from '../quotes/verify-quote.ts'
import { englishPaper, koreanPaper } from '../testing/sample-papers.ts'
import { NoTextToRead, readLocally } from './read-locally.ts'

const texts = (claims: readonly Claim[]) => claims.map(({ text }) => text)

function allClaims(findings: Findings): Claim[] {
  const { summary, researchQuestion, methods, data, limitations, contributions } = findings
  const question = researchQuestion === null ? [] : [researchQuestion]
  return [
    ...summary,
    ...question,
    ...methods,
    ...data,
    ...findings.findings,
    ...limitations,
    ...contributions,
  ]
}

describe('an English paper', async () => {
  const { findings, summaryFrom, manner, coverage } = await readLocally(englishPaper)

  test('is summed up by its own abstract, and says that this is extractive', () => {
    expect(manner).toBe('extractive')
    expect(summaryFrom).toBe('abstract')
    expect(texts(findings.summary)).toEqual([
      'Reading lists grow faster than people read.',
      'We study how a cache of recently opened papers should forget, and we present lazy eviction, a policy that delays the decision until a paper is asked for again.',
      'On eighteen months of requests from a public library, lazy eviction raises the hit rate from 61.2% to 74.8% and needs no tuning.',
      'The gain does not come from a larger cache: at equal memory it still misses 34% less often than least recently used.',
    ])
    expect(coverage).toEqual({ pageCount: 3, truncatedAtPage: null })
  })

  test('gives its methods, data, findings, limits and contributions from where they are told', () => {
    expect(findings.researchQuestion?.text).toMatch(/^We study how a cache/)
    expect(texts(findings.methods)).toContain(
      'We implemented lazy eviction in 412 lines of C and replayed the request log against caches of 100 to 10,000 entries.',
    )
    expect(findings.data).toMatchObject([{ text: expect.stringMatching(/^The data set contains/), page: 2 }])
    expect(findings.findings).toContainEqual(
      expect.objectContaining({
        text: 'The difference was not significant for caches smaller than fifty entries.',
        page: 2,
      }),
    )
    expect(findings.limitations).toMatchObject([{ page: 3 }, { page: 3 }])
    expect(texts(findings.contributions)).toContain(
      'The main contribution of this work is a policy with one queue and no parameter.',
    )
  })

  test('gives its own keywords first', () => {
    expect(findings.keyTerms.slice(0, 5)).toEqual([
      'cache replacement',
      'reading lists',
      'digital libraries',
      'hit rate',
      'lazy eviction',
    ])
  })

  test('never quotes its list of references', () => {
    expect(texts(allClaims(findings)).join(' ')).not.toContain('We propose a cache')
  })
})

describe('a Korean paper', async () => {
  const { findings, summaryFrom } = await readLocally(koreanPaper)

  test('is summed up by its own abstract', () => {
    expect(summaryFrom).toBe('abstract')
    expect(findings.summary[0]?.text).toBe('읽기 목록은 사람이 읽는 속도보다 빠르게 늘어난다.')
    expect(findings.summary).toHaveLength(4)
  })

  test('gives purpose, data, findings and limits', () => {
    expect(findings.researchQuestion?.text).toMatch(/^본 연구의 목적은/)
    expect(texts(findings.data)).toEqual([
      '자료는 2024년 1월부터 2025년 6월까지 수집한 요청 2,418,077건이다.',
    ])
    expect(texts(findings.findings)).toContain(
      '오십 개보다 작은 캐시에서는 두 정책의 차이가 통계적으로 유의하지 않았다.',
    )
    expect(texts(findings.limitations)).toEqual([
      '본 연구는 한 도서관의 기록만 사용하였다는 한계가 있다.',
      '향후 연구에서는 연구실의 공유 목록을 다룰 필요가 있다.',
    ])
  })

  test('gives key terms without particles', () => {
    expect(findings.keyTerms).toContain('적중률')
    expect(findings.keyTerms).not.toContain('적중률이')
  })
})

test.each([
  ['English', englishPaper],
  ['Korean', koreanPaper],
])('every claim of the %s paper is a sentence of it, on the page it names', async (_, pages) => {
  const verify = prepareQuotes(pages)
  const claims = allClaims((await readLocally(pages)).findings)
  expect(claims.length).toBeGreaterThan(9)
  for (const { quote, page, text } of claims) {
    expect(quote).toBe(text)
    expect(verify(quote ?? '', page), text).toMatchObject({ verified: true, page })
  }
})

test('a paper without abstract or headings is summed up by its highest-ranked sentences, in order', async () => {
  const plain = englishPaper[1]?.text.replace(/^\d.*$/gm, '').replace(/^Journal.*$|^Seo and.*$/gm, '') ?? ''
  const { summaryFrom, findings } = await readLocally([{ number: 1, text: plain }])
  expect(summaryFrom).toBe('ranking')
  expect(findings.summary.length).toBeGreaterThan(2)
  const places = findings.summary.map(({ text }) => plain.indexOf(text.slice(0, 30)))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('tags the library already has are suggested first', async () => {
  const { findings } = await readLocally(englishPaper, {
    libraryTags: ['Genetics', 'eviction', 'Hit Rate', 'cach'],
  })
  expect(findings.suggestedTags.slice(0, 2).toSorted()).toEqual(['Hit Rate', 'eviction'])
  expect(findings.suggestedTags).not.toContain('Genetics')
  expect(findings.suggestedTags).not.toContain('cach')
})

describe('where there is no text', () => {
  test.each([
    ['no pages', []],
    ['empty pages', [{ number: 1, text: '' }]],
    ['a scan with a stamp', [{ number: 1, text: 'Scanned by the library\n17' }]],
    [
      'letters without sense',
      [{ number: 1, text: 'Zbmoalj=mon cedgfip ¿ qij=[oZ@m[ylZoZ@rXt^l. '.repeat(50) }],
    ],
  ])('%s: it is refused, not invented', async (_, pages) => {
    const refusal = readLocally(pages)
    await expect(refusal).rejects.toBeInstanceOf(NoTextToRead)
    await expect(refusal).rejects.toMatchObject({ code: 'no_text' })
  })
})

describe('while it works', () => {
  const long = Array.from({ length: 80 }, (_, index) => ({
    number: index + 1,
    text: englishPaper.map(({ text }) => text.replaceAll('cache', `cache${index % 7}`)).join('\n'),
  }))

  test('it tells its stages with growing percentages', async () => {
    const told: [string, number][] = []
    await readLocally(englishPaper, { onProgress: (stage, percent) => told.push([stage, percent]) })
    expect(told.map(([stage]) => stage)).toEqual(['sentences', 'rank', 'terms', 'claims', 'claims'])
    expect(told.at(0)?.[1]).toBe(0)
    expect(told.at(-1)?.[1]).toBe(100)
  })

  test('timers of the process still run', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    await readLocally(long)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
  })

  test('it can be aborted in the middle, with the reason given', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled by its owner')
    const stages: string[] = []
    const reading = readLocally(long, {
      signal: controller.signal,
      onProgress: (stage) => {
        stages.push(stage)
        if (stage === 'rank') controller.abort(reason)
      },
    })
    await expect(reading).rejects.toBe(reason)
    expect(stages).toEqual(['sentences', 'rank'])
  })
})
