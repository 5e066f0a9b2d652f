import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowUpToLine, Ellipsis, Pencil, RefreshCw, ScanText, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { say } from '#web/ui/toasts.ts'
import { askOcr, changeFile, type PaperFile, readAgain } from '../contract.ts'
import { RemoveFileDialog } from './RemoveFileDialog.tsx'
import { RenameFileDialog } from './RenameFileDialog.tsx'
import { paperWords } from './words.ts'

type Props = { readonly file: PaperFile; readonly paperId: string; readonly isMain: boolean }

/** What can be done with a file. */
export function FileMenu({ file, paperId, isMain }: Props) {
  const words = useWords(paperWords)
  const [asking, setAsking] = useState<'rename' | 'remove'>()
  const params = { fileId: file.id }
  const ocr = useChange(paperId, () => call(askOcr, { params }))
  const reading = useChange(paperId, () => call(readAgain, { params }))
  const promotion = useChange(paperId, () => call(changeFile, { params, body: { main: true } }))
  const ocrState = file.ocr?.state
  const entries: MenuEntry[] = [
    { label: words.rename, icon: <Pencil aria-hidden />, onPick: () => setAsking('rename') },
  ]
  if (ocrState !== undefined && ocrState !== 'waiting' && ocrState !== 'reading') {
    const label = ocrState === 'needed' ? words.ocrNow : words.ocrAgain
    entries.unshift({ label, icon: <ScanText aria-hidden />, onPick: () => ocr.mutate() })
  }
  const isSettled = file.state === 'read' || file.state === 'unreadable'
  if (file.mediaType === 'application/pdf' && ocrState === undefined && isSettled)
    entries.push({
      label: words.readAgain,
      icon: <RefreshCw aria-hidden />,
      onPick: () => reading.mutate(),
    })
  if (!isMain)
    entries.push({
      label: words.makeMain,
      icon: <ArrowUpToLine aria-hidden />,
      onPick: () => promotion.mutate(),
    })
  entries.push(
    { kind: 'line', label: 'before removing' },
    {
      label: words.removeFile,
      icon: <Trash2 aria-hidden />,
      danger: true,
      onPick: () => setAsking('remove'),
    },
  )
  const close = () => setAsking(undefined)
  return (
    <>
      <Menu
        trigger={<IconButton label={words.fileActions(file.name)} icon={<Ellipsis aria-hidden />} />}
        entries={entries}
      />
      {asking === 'rename' ? <RenameFileDialog file={file} paperId={paperId} onClose={close} /> : null}
      {asking === 'remove' ? <RemoveFileDialog file={file} paperId={paperId} onClose={close} /> : null}
    </>
  )
}

function useChange(paperId: string, mutationFn: () => Promise<unknown>) {
  const failureWords = useFailureWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['paper', paperId] }),
  })
}
