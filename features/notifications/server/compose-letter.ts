import { escapeHtml } from '#platform/mail/escape-html.ts'
import type { Letter } from '#platform/mail/mail.ts'
import {
  pathOfSubject,
  type Sayable,
  type SentenceLanguage,
  sayAnnouncement,
  sayCounts,
  saySentence,
  sentences,
} from '../contract.ts'

type Composed = {
  readonly to: string
  /** Null: nobody chose one, so that it is written in both. */
  readonly language: SentenceLanguage | null
  readonly notifications: readonly Sayable[]
  /** Where people reach the server; links are left out when nobody said. */
  readonly publicUrl: string | undefined
  readonly id: string
}

/** One letter for some notifications, as text and as HTML. */
export function composeLetter({ to, language, notifications, publicUrl, id }: Composed): Letter {
  const languages: readonly SentenceLanguage[] = language === null ? ['en', 'ko'] : [language]
  const said = languages.map((each) => ({
    language: each,
    why: sentences[each].letter.why,
    open: sentences[each].letter.open,
    items: notifications.map((one) => ({
      sentence: saySentence(each, one),
      body: sayAnnouncement(each, one)?.body ?? '',
      counts: sayCounts(each, one).join(' · '),
      link: linkOf(one, publicUrl),
    })),
  }))
  return {
    to,
    id,
    subject: languages.map((each) => subjectIn(each, notifications)).join(' / '),
    text: said.map(asText).join('\n\n— — —\n\n'),
    html: `<!doctype html><html lang="${languages[0]}"><body style="font-family:sans-serif;color:#1c1917;max-width:36em">${said.map(asHtml).join('<hr>')}</body></html>`,
  }
}

function subjectIn(language: SentenceLanguage, notifications: readonly Sayable[]): string {
  const [first] = notifications
  if (notifications.length === 1 && first) return saySentence(language, first)
  return sentences[language].letter.subjectOfMany(notifications.length)
}

function linkOf({ subject }: Sayable, publicUrl: string | undefined): string | undefined {
  const path = pathOfSubject(subject)
  return path === undefined || publicUrl === undefined ? undefined : new URL(path, publicUrl).href
}

type Said = {
  readonly language: SentenceLanguage
  readonly why: string
  readonly open: string
  readonly items: readonly {
    sentence: string
    body: string
    counts: string
    link: string | undefined
  }[]
}

function asText({ items, why }: Said): string {
  const lines = items.map(({ sentence, body, counts, link }) =>
    [sentence, body, counts, link ?? ''].filter((line) => line !== '').join('\n'),
  )
  return `${lines.join('\n\n')}\n\n-- \n${why}\n`
}

function asHtml({ language, items, why, open }: Said): string {
  const list = items.map(({ sentence, body, counts, link }) => {
    const at = link === undefined ? '' : ` <a href="${escapeHtml(link)}">${escapeHtml(open)}</a>`
    const small = counts === '' ? '' : `<br><small>${escapeHtml(counts)}</small>`
    const more = body === '' ? '' : `<br>${escapeHtml(body).replaceAll('\n', '<br>')}`
    return `<p><strong>${escapeHtml(sentence)}</strong>${at}${more}${small}</p>`
  })
  return `<div lang="${language}">${list.join('')}<p style="color:#78716c"><small>${escapeHtml(why)}</small></p></div>`
}
