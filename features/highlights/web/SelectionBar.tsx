import { Copy, MessageSquarePlus, Quote } from 'lucide-react'
import { useEffect } from 'react'
import { letterShortcuts } from '#web/lib/actions.ts'
import { isWriting } from '#web/lib/keys.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { type HighlightColour, highlightColours } from '../contract.ts'
import { ColourPicker } from './ColourPicker.tsx'
import { Floating } from './Floating.tsx'
import type { Selected } from './selected.ts'
import { highlightWords } from './words.ts'

type Props = {
  readonly selected: Selected
  readonly onMark: (colour: HighlightColour, wish: 'mark' | 'comment') => void
  readonly onCopy: (how: 'plain' | 'cited') => void
}

/** Beside what is selected: five pens, a comment, copying. The keys 1 to 5 mark and m comments, without leaving the text. */
export function SelectionBar({ selected, onMark, onCopy }: Props) {
  const words = useWords(highlightWords)
  // The keyboard is the outside system: while words are selected these keys are theirs, before what they do elsewhere.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (event.key === 'Escape') return selected.clear()
      if (isWriting(event.target) || letterShortcuts.get() === 'off') return
      const colour = highlightColours[Number(event.key) - 1]
      if (colour === undefined && event.key !== 'm') return
      event.preventDefault()
      event.stopPropagation()
      if (colour !== undefined) onMark(colour, 'mark')
      else onMark('yellow', 'comment')
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [onMark, selected])
  return (
    <Floating
      anchor={selected.anchor}
      side="above"
      role="toolbar"
      aria-label={words.bar}
      // A press on the bar leaves the selection as it is.
      onMouseDown={(event) => event.preventDefault()}
      className="flex items-center gap-0.5 p-1"
    >
      <ColourPicker
        value={undefined}
        label={words.mark}
        onPick={(colour) => onMark(colour, 'mark')}
        hasKeys
      />
      <span className="mx-1 h-5 w-px bg-hairline" aria-hidden />
      <IconButton
        icon={<MessageSquarePlus aria-hidden />}
        label={words.markWithComment}
        keys="m"
        onClick={() => onMark('yellow', 'comment')}
      />
      <IconButton
        icon={<Copy aria-hidden />}
        label={words.copy}
        keys="mod+c"
        onClick={() => onCopy('plain')}
      />
      <IconButton icon={<Quote aria-hidden />} label={words.copyCited} onClick={() => onCopy('cited')} />
    </Floating>
  )
}
