import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ScanText } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { say } from '#web/ui/toasts.ts'
import { askOcr, type PaperFile } from '../../contract.ts'
import { readerWords } from './words.ts'

type Props = { readonly file: PaperFile; readonly mayWrite: boolean }

/** Of a file without text: that it has none, and the way to it. */
export function ScanNote({ file, mayWrite }: Props) {
  const words = useWords(readerWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const ask = useMutation({
    mutationFn: () => call(askOcr, { params: { fileId: file.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['paper'] }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  const state = file.ocr?.state
  if (state === undefined || state === 'done') return null
  const isComing = state === 'waiting' || state === 'reading'
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-2 border-b bg-care-tint py-1 pr-2 pl-3 text-sm max-sm:text-xs"
    >
      <p className="min-w-0 flex-1">{isComing ? words.scanBeingRead : words.scan}</p>
      {isComing || !mayWrite ? null : (
        <Button size="sm" disabled={ask.isPending} onClick={() => ask.mutate()}>
          <ScanText aria-hidden />
          {words.readScan}
        </Button>
      )}
    </div>
  )
}
