import { useEffect, useRef } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import type { Highlight } from '../contract.ts'
import { Floating } from './Floating.tsx'
import { HighlightEditor } from './HighlightEditor.tsx'
import { HighlightWords } from './HighlightWords.tsx'
import type { HighlightChanges } from './useHighlightChanges.ts'
import { highlightWords } from './words.ts'

type Props = {
  readonly highlight: Highlight
  readonly anchor: { readonly getBoundingClientRect: () => DOMRect }
  readonly changes: HighlightChanges
  readonly mayShare: boolean
  readonly onClose: () => void
}

/** A highlight where it was pressed: one's own to be changed, another person's to be read. */
export function HighlightPopover({ highlight, anchor, changes, mayShare, onClose }: Props) {
  const words = useWords(highlightWords)
  const card = useRef<HTMLDivElement>(null)
  // The document's presses are the outside system: one beside the card closes it, and what was written is kept (blur).
  useEffect(() => {
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && card.current?.contains(target) === false) onClose()
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [onClose])
  return (
    <Floating
      anchor={anchor}
      side="below"
      role="dialog"
      aria-label={words.title}
      className="w-80 max-w-[calc(100vw-1rem)] p-3"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div ref={card}>
        {highlight.isOwn ? (
          <HighlightEditor
            key={highlight.id}
            highlight={highlight}
            changes={changes}
            mayShare={mayShare}
            isFocused
            onDone={onClose}
          />
        ) : (
          <HighlightWords highlight={highlight} place={undefined} />
        )}
      </div>
    </Floating>
  )
}
