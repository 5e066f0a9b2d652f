import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { say } from '#web/ui/toasts.ts'
import { copyText } from './copy-text.ts'
import { exportWords } from './words.ts'

type Props = { readonly label: string; readonly text: string; readonly html?: string }

export function CopyButton({ label, text, html }: Props) {
  const words = useWords(exportWords)
  const [copied, setCopied] = useState<string>()
  const isCopied = copied === text
  const copy = async () => {
    if (await copyText(text, html)) setCopied(text)
    else say({ title: words.copyFailed, tone: 'bad' })
  }
  return (
    <Button size="sm" onClick={() => void copy()} aria-live="polite">
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {isCopied ? words.copied : label}
    </Button>
  )
}
