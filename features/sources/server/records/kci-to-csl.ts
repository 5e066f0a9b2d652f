import type { CslName } from '#contract/csl.ts'
import type { XmlElement } from '#platform/xml.ts'
import { type MappedRecord, pagesOf, personNamed } from './mapped-record.ts'

/**
 * Maps a record of the Korea Citation Index (`oai_kci`) to CSL. Title and abstract come in Korean and English: the original
 * is the title, the English one stays beside it as the title in translation.
 */
export function kciToCsl(record: XmlElement): MappedRecord | undefined {
  const journal = record.first('journalInfo')
  const article = record.first('articleInfo')
  if (article === undefined) return undefined
  const titles = inLanguages(article.all('title-group', 'article-title'), article.all('article-title'))
  const title = titles.original ?? titles.english
  if (title === undefined) return undefined
  const abstracts = inLanguages(article.all('abstract-group', 'abstract'), article.all('abstract'))
  const id = article.attribute('article-id')
  const month = journal?.textAt('pub-mon')
  const year = Number(journal?.textAt('pub-year'))
  const draft = {
    type: 'article-journal',
    title,
    'original-title': titles.english === title ? undefined : titles.english,
    author: authorsOf(article),
    'container-title': journal?.textAt('journal-name'),
    publisher: journal?.textAt('publisher-name'),
    ISSN: journal?.textAt('issn'),
    issued: Number.isInteger(year)
      ? { 'date-parts': [[year, Number(month)].filter((part) => Number.isInteger(part) && part > 0)] }
      : undefined,
    volume: notZero(journal?.textAt('volume')),
    issue: notZero(journal?.textAt('issue')),
    page: pagesOf(article.textAt('fpage'), article.textAt('lpage')),
    DOI: article.textAt('doi'),
    abstract:
      [abstracts.original, abstracts.english].filter((text) => text !== undefined).join('\n\n') || undefined,
    language: languageOf(article.textAt('language')),
    URL:
      id === undefined
        ? article.textAt('url')
        : `https://www.kci.go.kr/kciportal/ci/sereArticleSearch/ciSereArtiView.kci?sereArticleSearchBean.artiId=${id}`,
  }
  return { draft, keywords: article.textsAt('keyword-group', 'keyword') }
}

function inLanguages(grouped: readonly XmlElement[], bare: readonly XmlElement[]) {
  const all = grouped.length > 0 ? grouped : bare
  const textIn = (lang: string) =>
    all.find((each) => (each.attribute('lang') ?? 'original') === lang)?.text() || undefined
  return { original: textIn('original'), english: textIn('english') }
}

/** `홍길동(서울대학교)` or `<author><name>홍길동</name>…`. */
function authorsOf(article: XmlElement): CslName[] {
  const authors = [...article.all('author-group', 'author'), ...article.all('author-name', 'author')]
  return authors.flatMap((author) => {
    const printed = (author.textAt('name') ?? author.text()).replace(/\s*\(.*\)\s*$/s, '')
    return printed === '' ? [] : [koreanName(printed) ?? personNamed(printed) ?? { literal: printed }]
  })
}

/** `홍길동`: nearly all family names have one syllable, and these are the ones of two. */
function koreanName(printed: string): CslName | undefined {
  const [, family, given] = /^(남궁|황보|제갈|선우|독고|사공|서문|[가-힣])([가-힣]{1,3})$/.exec(printed) ?? []
  return family === undefined || given === undefined ? undefined : { family, given }
}

const notZero = (value: string | undefined) => (value === '0' ? undefined : value)

function languageOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  if (/한국어|korean|^kor?$/i.test(given)) return 'ko'
  return /영어|english|^eng?$/i.test(given) ? 'en' : undefined
}
