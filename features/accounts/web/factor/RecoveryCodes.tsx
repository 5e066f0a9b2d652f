import { Check, Copy, Download } from 'lucide-react'
import { useRef, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { factorWords } from './words.ts'

type Props = { readonly codes: readonly string[]; readonly onKept: () => void }

/** The recovery codes, the one time they are shown. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const words = useWords(factorWords)
  const list = useRef<HTMLUListElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  const text = `${codes.join('\n')}\n`
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      // Forbidden on plain http: the codes stand selected, ready for the person's own copy key.
      if (list.current !== null) getSelection()?.selectAllChildren(list.current)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      <ul
        ref={list}
        aria-label={words.codesList}
        className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-md border bg-wash p-3 font-mono text-sm min-[26rem]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copy()} aria-live="polite">
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {isCopied ? words.codesCopied : words.copyCodes}
        </Button>
        <Button onClick={() => saveText(words.codesFile, text)}>
          <Download aria-hidden />
          {words.saveCodes}
        </Button>
        <Button look="primary" className="ml-auto" onClick={onKept}>
          {words.kept}
        </Button>
      </div>
    </div>
  )
}

function saveText(fileName: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}
