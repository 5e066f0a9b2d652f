import { escapeHtml } from '#platform/mail/escape-html.ts'
import type { Letter } from '#platform/mail/mail.ts'
import type { MailedPurpose } from '../auth/mailed-links.ts'
import { type LetterWords, lettersEn } from './text.en.ts'
import { lettersKo } from './text.ko.ts'

type Said = {
  readonly subject: string
  readonly text: string
  readonly press: string
  readonly small: string
}
type LanguageOf = 'en' | 'ko'
type Addressed = {
  readonly to: string
  /** Null: nobody chose one, so that it is written in both. */
  readonly language: LanguageOf | null
  readonly id: string
}

const words: Readonly<Record<LanguageOf, LetterWords>> = { en: lettersEn, ko: lettersKo }

/** A letter with a mailed link. */
export function linkLetter(
  addressed: Addressed,
  {
    purpose,
    href,
    minutes,
  }: { readonly purpose: MailedPurpose; readonly href: string; readonly minutes: number },
): Letter {
  return letterOf(addressed, href, (language) => {
    const { small, ...said } = words[language][purpose]
    return { ...said, small: small(minutes) }
  })
}

/** To the address so far: it is to become another one. */
export function leavingLetter(addressed: Addressed, newAddress: string): Letter {
  return letterOf(addressed, undefined, (language) => {
    const { text, ...said } = words[language].leaving
    return { ...said, text: text(newAddress), press: '' }
  })
}

function letterOf(
  { to, language, id }: Addressed,
  href: string | undefined,
  say: (language: LanguageOf) => Said,
): Letter {
  const languages: readonly LanguageOf[] = language === null ? ['en', 'ko'] : [language]
  const said = languages.map((each) => ({ language: each, ...say(each) }))
  return {
    to,
    id,
    subject: said.map(({ subject }) => subject).join(' / '),
    text: said
      .map(({ text, small }) => [text, ...(href === undefined ? [] : [href]), small].join('\n\n'))
      .join('\n\n— — —\n\n'),
    html: `<!doctype html><html lang="${languages[0]}"><body style="font-family:sans-serif;color:#1c1917;max-width:36em">${said.map((each) => asHtml(each, href)).join('<hr>')}</body></html>`,
  }
}

function asHtml({ language, text, press, small }: Said & { language: LanguageOf }, href: string | undefined) {
  const link =
    href === undefined ? '' : `<p><a href="${escapeHtml(href)}"><strong>${escapeHtml(press)}</strong></a></p>`
  return `<div lang="${language}"><p>${escapeHtml(text)}</p>${link}<p style="color:#78716c"><small>${escapeHtml(small)}</small></p></div>`
}
