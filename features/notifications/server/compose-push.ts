import {
  pathOfSubject,
  type Sayable,
  type SentenceLanguage,
  sayAnnouncement,
  sayCounts,
  saySentence,
  sentences,
} from '../contract.ts'

// A message has 3,992 bytes (RFC 8291, 4); twice these, at four bytes a letter, leave room for the rest of it.
const titleLetters = 150
const bodyLetters = 280

function shortened(text: string, letters: number): string {
  const all = [...text.replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, ' ')]
  return all.length <= letters ? all.join('') : `${all.slice(0, letters - 1).join('')}…`
}

type Composed = {
  /** Null: nobody chose one, so that it is said in both. */
  readonly language: SentenceLanguage | null
  readonly notifications: readonly [Sayable, ...Sayable[]]
  readonly id: string
}

/** One message for some notifications, as `web/public/service-worker.js` shows it. */
export function composePush({ language, notifications, id }: Composed) {
  const [first, ...others] = notifications
  const languages: readonly SentenceLanguage[] = language === null ? ['en', 'ko'] : [language]
  const titleIn = (each: SentenceLanguage) =>
    others.length === 0 ? saySentence(each, first) : sentences[each].letter.subjectOfMany(others.length + 1)
  const bodyIn = (each: SentenceLanguage) =>
    others.length === 0
      ? [sayAnnouncement(each, first)?.body ?? '', ...sayCounts(each, first)].filter(Boolean).join(' · ')
      : notifications.map((one) => saySentence(each, one)).join('\n')
  return {
    id,
    title: languages.map((each) => shortened(titleIn(each), titleLetters)).join(' / '),
    body: languages.map((each) => shortened(bodyIn(each), bodyLetters)).join('\n'),
    lang: languages[0] ?? 'en',
    path: (others.length === 0 ? pathOfSubject(first.subject) : undefined) ?? '/notifications',
  }
}
