import { z } from 'zod'

/** What a question may narrow by, in the order it is written out. */
export const queryField = z.enum([
  'author',
  'title',
  'journal',
  'tag',
  'collection',
  'rating',
  'year',
  'published',
  'added',
  'status',
  'has',
  'lang',
])
export type QueryField = z.infer<typeof queryField>

/** The names of the fields, each language's first one for writing. */
export const fieldNames: Readonly<Record<'en' | 'ko', Readonly<Record<QueryField, readonly string[]>>>> = {
  en: {
    author: ['author', 'by', 'au'],
    title: ['title', 'ti'],
    journal: ['journal', 'venue', 'in'],
    tag: ['tag', 'tags'],
    collection: ['collection'],
    rating: ['rating', 'stars'],
    year: ['year'],
    published: ['published'],
    added: ['added'],
    status: ['status', 'is'],
    has: ['has'],
    lang: ['lang', 'language'],
  },
  ko: {
    author: ['저자'],
    title: ['제목'],
    journal: ['학술지', '저널'],
    tag: ['태그'],
    collection: ['컬렉션', '모음'],
    rating: ['평점', '별점'],
    year: ['연도'],
    published: ['발행', '발행일'],
    added: ['추가', '추가일'],
    status: ['상태'],
    has: ['있음', '포함'],
    lang: ['언어'],
  },
}

const statuses = ['unread', 'reading', 'read', 'set_aside'] as const
const had = ['pdf', 'notes', 'highlights', 'analysis'] as const
export type Had = (typeof had)[number]

/** Languages that papers are told apart by. */
export const queryLanguage = z.enum(['en', 'ko', 'ja', 'zh'])
export type QueryLanguage = z.infer<typeof queryLanguage>

/** What is written for one of a few values, in either language. */
export const statusWords: Readonly<Record<string, (typeof statuses)[number]>> = {
  unread: 'unread',
  reading: 'reading',
  read: 'read',
  set_aside: 'set_aside',
  'set-aside': 'set_aside',
  안읽음: 'unread',
  읽을예정: 'unread',
  '안-읽음': 'unread',
  읽는중: 'reading',
  읽음: 'read',
  보류: 'set_aside',
}
export const hadWords: Readonly<Record<string, Had>> = {
  pdf: 'pdf',
  file: 'pdf',
  note: 'notes',
  notes: 'notes',
  highlight: 'highlights',
  highlights: 'highlights',
  analysis: 'analysis',
  analyses: 'analysis',
  메모: 'notes',
  노트: 'notes',
  하이라이트: 'highlights',
  분석: 'analysis',
}
export const languageWords: Readonly<Record<string, QueryLanguage>> = {
  en: 'en',
  ko: 'ko',
  ja: 'ja',
  zh: 'zh',
  english: 'en',
  korean: 'ko',
  japanese: 'ja',
  chinese: 'zh',
  영어: 'en',
  한국어: 'ko',
  일본어: 'ja',
  중국어: 'zh',
}

/** Why a part of a question was left out, or was not taken as it seems to be meant. */
export const queryFaultCode = z.enum([
  'unknown_field',
  'unclosed_quote',
  'no_value',
  'bad_rating',
  'bad_year',
  'bad_date',
  'bad_status',
  'bad_has',
  'bad_language',
  'unknown_tag',
  'unknown_collection',
  'too_many_parts',
])
export type QueryFaultCode = z.infer<typeof queryFaultCode>

/** A part that is at fault: where it stands in the question (UTF-16 offsets) and why. */
export const queryFault = z.strictObject({
  code: queryFaultCode,
  from: z.int(),
  to: z.int(),
  text: z.string(),
})
export type QueryFault = z.infer<typeof queryFault>
