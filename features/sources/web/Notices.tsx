import { useWords } from '#web/lib/words/useWords.ts'
import type { Notice } from '../contract.ts'
import { sourceWords } from './words.ts'

const tones = {
  retracted: 'bg-bad-tint text-bad',
  concern: 'bg-care-tint text-care',
  corrected: 'bg-care-tint text-care',
}

/** What became known of the work after it appeared, each with its notice; the same said twice is said once. */
export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const words = useWords(sourceWords)
  const said = notices.filter(
    ({ kind, doi }, index) =>
      notices.findIndex((each) => each.kind === kind && (each.doi === doi || doi === null)) === index,
  )
  return said.map(({ kind, doi, date }) => (
    <p key={`${kind} ${doi}`} className={`rounded-md px-2.5 py-1.5 ${tones[kind]}`} role="note">
      <span className="font-medium">{words.noticeKinds[kind]}</span>
      {date === null ? null : ` ${words.noticeFrom(date)}`}
      {doi === null ? null : (
        <a
          className="ml-2 underline underline-offset-2"
          href={`https://doi.org/${encodeURI(doi)}`}
          target="_blank"
          rel="noreferrer"
        >
          {words.showNotice}
        </a>
      )}
    </p>
  ))
}
