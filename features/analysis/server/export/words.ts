import type { AnswerLanguage, ClaimPart } from '../../contract.ts'

type Words = {
  readonly parts: Readonly<Record<ClaimPart, string>>
  readonly keyTerms: string
  readonly builtIn: string
  readonly page: (page: number) => string
  readonly leftOut: (count: number) => string
  readonly outOfDate: string
}

/** The headings of an exported document: it is read outside Seogo, so the words travel with it. */
export const exportWords: Readonly<Record<AnswerLanguage, Words>> = {
  en: {
    parts: {
      summary: 'Summary',
      researchQuestion: 'Research question',
      findings: 'Findings',
      methods: 'Methods',
      data: 'Data',
      contributions: 'Contributions',
      limitations: 'Limitations',
    },
    keyTerms: 'Key terms',
    builtIn: 'Built-in reader (sentences of the paper itself)',
    page: (page) => `p. ${page}`,
    leftOut: (count) =>
      count === 1
        ? '1 claim whose quote does not stand in the paper is left out.'
        : `${count} claims whose quotes do not stand in the paper are left out.`,
    outOfDate: 'Out of date: the paper, the question or the model has changed since.',
  },
  ko: {
    parts: {
      summary: '요약',
      researchQuestion: '연구 질문',
      findings: '결과',
      methods: '방법',
      data: '자료',
      contributions: '기여',
      limitations: '한계',
    },
    keyTerms: '핵심어',
    builtIn: '내장 리더(논문의 문장 그대로)',
    page: (page) => `${page}쪽`,
    leftOut: (count) => `인용한 구절이 논문에 없는 주장 ${count}개는 뺐습니다.`,
    outOfDate: '오래됨: 그 뒤로 논문이나 질문이나 모델이 바뀌었습니다.',
  },
}
