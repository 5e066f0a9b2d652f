import { useWords } from '#web/lib/words/useWords.ts'
import { exportWords } from './words.ts'

/** What the licences of the citation processor (CPAL-1.0, exhibit B) and of the styles (CC BY-SA) ask to be said. */
export function Attribution() {
  const words = useWords(exportWords)
  return (
    <p className="text-ink-faint text-xs">
      {words.citeprocNotice}: Copyright 2009–2019 Frank Bennett,{' '}
      <a href="https://github.com/Juris-M/citeproc-js" className="underline underline-offset-2">
        github.com/Juris-M/citeproc-js
      </a>
      . {words.stylesNotice}
    </p>
  )
}
