import { X } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { readerWords } from './words.ts'

type Props = { readonly page: number; readonly onGo: () => void; readonly onClose: () => void }

/** On another device the person is elsewhere in this paper. */
export function PlaceHint({ page, onGo, onClose }: Props) {
  const words = useWords(readerWords)
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-2 border-b bg-tint py-1 pr-1 pl-3 text-sm max-sm:text-xs"
    >
      <p className="min-w-0 flex-1">{words.elsewhere(page)}</p>
      <Button size="sm" onClick={onGo}>
        {words.goOnThere}
      </Button>
      <IconButton icon={<X aria-hidden />} label={words.stayHere} onClick={onClose} />
    </div>
  )
}
