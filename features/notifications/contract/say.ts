import type { Notification } from './notification.ts'
import { sentencesEn } from './sentences.en.ts'
import { sentencesKo } from './sentences.ko.ts'

export const sentences = { en: sentencesEn, ko: sentencesKo }
export type SentenceLanguage = keyof typeof sentences

/** What a sentence is made of. */
export type Sayable = Pick<Notification, 'type' | 'subject' | 'facts'>

const countNames = [
  'papers',
  'answered',
  'failed',
  'added',
  'alreadyThere',
  'refused',
  'suggested',
  'found',
] as const

/** The counts among the facts that say something: `{ answered: 2, failed: 0 }` is two answers, `{ addedCount: 3 }` three papers. */
export function sayCounts(language: SentenceLanguage, { facts }: Sayable): string[] {
  return countNames.flatMap((name) => {
    const count = facts[name] ?? facts[`${name}Count`]
    return typeof count === 'number' && count > 0 ? [sentences[language].counts[name](count)] : []
  })
}

/** Title and text of an announcement in a language; undefined for anything else. */
export function sayAnnouncement(
  language: SentenceLanguage,
  { type, facts }: Sayable,
): { readonly title: string; readonly body: string } | undefined {
  if (type !== 'announcement') return undefined
  const [title, body] = language === 'ko' ? [facts.titleKo, facts.bodyKo] : [facts.titleEn, facts.bodyEn]
  return { title: String(title), body: String(body ?? '') }
}

/** What happened, in one sentence. */
export function saySentence(language: SentenceLanguage, notification: Sayable): string {
  const { type, subject, facts } = notification
  const announced = sayAnnouncement(language, notification)
  if (announced !== undefined) return announced.title
  return sentences[language].types[type](subject?.title ?? null, facts)
}

/** Where a person looks at what it is about, below the server's root; undefined when there is no such page. */
export function pathOfSubject(subject: Notification['subject']): string | undefined {
  if (subject === null) return undefined
  const paths: Readonly<Record<typeof subject.kind, string | undefined>> = {
    announcement: undefined,
    paper: `/papers/${subject.id}`,
    import: `/?import=${subject.id}`,
    duplicates: '/duplicates',
    analyses: '/jobs',
    backup: '/jobs/backups',
    health: '/jobs/health',
    security: '/security',
    tag: `/?tags=${encodeURIComponent(JSON.stringify([subject.id]))}&sort=added`,
    search: `/?smart=${subject.id}&sort=added`,
  }
  return paths[subject.kind]
}
