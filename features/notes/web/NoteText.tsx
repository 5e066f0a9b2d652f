import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { LinkPicker, useLinkable } from './LinkPicker.tsx'
import { linkable, openLinkAt, withLink } from './link-words.ts'
import type { NoteDraft } from './useNoteDraft.ts'
import { noteWords } from './words.ts'

type Props = { readonly libraryId: string; readonly draft: NoteDraft; readonly autoFocus: boolean }

/** Where a note is written. `[[` offers the papers of the library; arrows choose, Enter takes, Escape writes on. */
export function NoteText({ libraryId, draft, autoFocus }: Props) {
  const words = useWords(noteWords)
  const area = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const [caret, setCaret] = useState(0)
  const [current, setCurrent] = useState(0)
  const [dismissed, setDismissed] = useState<number>()
  const found = openLinkAt(draft.text, caret)
  const link = found?.start === dismissed ? undefined : found
  const { data } = useLinkable(libraryId, link?.words)
  const papers = data?.items ?? []
  const at = Math.min(current, papers.length - 1)
  const isOffering = link !== undefined && data !== undefined

  const pick = (paper: PaperSummary) => {
    if (link === undefined) return
    const name = linkable(paper.title)
    const meant = draft.pickedFor(name)
    // Two papers of one title cannot both be meant by it in one note; then the id stands in the text.
    const isFree = name !== '' && (meant === undefined || meant === paper.id)
    if (isFree) draft.pick(name, paper.id)
    const written = isFree ? `[[${name}]]` : `[${name}](paper:${paper.id})`
    const next = withLink(draft.text, link, caret, written)
    draft.write(next.text)
    setCaret(next.caret)
    setCurrent(0)
    // The caret is the document's: it can stand there only once the text does.
    requestAnimationFrame(() => area.current?.setSelectionRange(next.caret, next.caret))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && event.key === 's') {
      event.preventDefault()
      draft.saveNow()
      return
    }
    if (!isOffering || event.nativeEvent.isComposing) return
    const chosen = papers[at]
    const steps: Record<string, () => void> = {
      ArrowDown: () => setCurrent((at + 1) % Math.max(1, papers.length)),
      ArrowUp: () => setCurrent((at - 1 + papers.length) % Math.max(1, papers.length)),
      Escape: () => setDismissed(link.start),
      ...(chosen === undefined ? {} : { Enter: () => pick(chosen), Tab: () => pick(chosen) }),
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    step()
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <textarea
        ref={area}
        // biome-ignore lint/a11y/noAutofocus: somebody asked for a new note, to write it
        autoFocus={autoFocus}
        aria-label={words.text}
        aria-autocomplete="list"
        aria-controls={isOffering && papers.length > 0 ? listId : undefined}
        aria-activedescendant={isOffering && papers.length > 0 ? `${listId}-${at}` : undefined}
        placeholder={words.placeholder}
        value={draft.text}
        onChange={(event) => {
          draft.write(event.target.value)
          setCaret(event.target.selectionStart)
          setCurrent(0)
          setDismissed(undefined)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onBlur={() => draft.saveNow()}
        className="min-h-48 flex-1 resize-none bg-sheet px-4 py-3 font-mono text-sm leading-relaxed outline-offset-[-2px] pointer-coarse:text-[1rem]"
      />
      {isOffering ? <LinkPicker id={listId} papers={papers} current={at} onPick={pick} /> : null}
    </div>
  )
}
