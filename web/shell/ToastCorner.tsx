import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Toasts } from '#web/ui/Toasts.tsx'

/** The toasts over whatever page there is, in the language of the screen. */
export function ToastCorner() {
  const words = useWords(uiWords)
  return <Toasts label={words.messages} closeLabel={words.close} />
}
