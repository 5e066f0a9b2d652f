import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, ScanText } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { say } from '#web/ui/toasts.ts'
import { askOcr, type PaperFile } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly file: PaperFile; readonly paperId: string }

/** What can be done with a file. Nothing is shown where nothing can be. */
export function FileMenu({ file, paperId }: Props) {
  const words = useWords(paperWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const reading = useMutation({
    mutationFn: () => call(askOcr, { params: { fileId: file.id } }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['paper', paperId] }),
  })
  const entries: MenuEntry[] = []
  if (file.ocr !== null && file.ocr.state !== 'waiting' && file.ocr.state !== 'reading') {
    const label = file.ocr.state === 'needed' ? words.ocrNow : words.ocrAgain
    entries.push({
      label,
      icon: <ScanText aria-hidden />,
      disabled: reading.isPending,
      onPick: reading.mutate,
    })
  }
  if (entries.length === 0) return null
  return (
    <Menu
      trigger={<IconButton label={words.fileActions(file.name)} icon={<Ellipsis aria-hidden />} />}
      entries={entries}
    />
  )
}
