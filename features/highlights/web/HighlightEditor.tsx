import { Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { TagChip } from '#web/ui/TagChip.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import type { Highlight } from '../contract.ts'
import { ColourPicker } from './ColourPicker.tsx'
import type { HighlightChanges } from './useHighlightChanges.ts'
import { highlightWords } from './words.ts'

type Props = {
  readonly highlight: Highlight
  readonly changes: HighlightChanges
  /** Whether its owner may show it to the library. */
  readonly mayShare: boolean
  /** Begins in the comment. */
  readonly isFocused?: boolean
  readonly onDone: () => void
}

/** Colour, comment, tags and who sees it. What is written is kept when one is done or leaves the field. */
export function HighlightEditor({ highlight, changes, mayShare, isFocused = false, onDone }: Props) {
  const words = useWords(highlightWords)
  const [comment, setComment] = useState(highlight.comment)
  const [tag, setTag] = useState('')
  const { tags, visibility } = highlight
  const fields = useRef<HTMLDivElement>(null)
  // The focus is the outside system: whoever opened this is about to write.
  useEffect(() => {
    if (isFocused) fields.current?.querySelector('textarea')?.focus()
  }, [isFocused])
  /** Being kept just now: a press on a button leaves the field first. */
  const underWay = useRef<string>(undefined)
  const save = () => {
    const written = comment.trim()
    if (written === highlight.comment || written === underWay.current) return
    underWay.current = written
    changes.change({ highlight, comment }, { onSettled: () => (underWay.current = undefined) })
  }
  const addTag = () => {
    const name = tag.trim()
    setTag('')
    if (name !== '' && !tags.some((one) => one.toLowerCase() === name.toLowerCase()))
      changes.change({ highlight, tags: [...tags, name] })
  }
  const finish = () => {
    save()
    addTag()
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (!isDone || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    finish()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: catches the keys of the fields within
    <div ref={fields} className="flex flex-col gap-2.5" onKeyDown={onKeyDown}>
      <div className="flex items-center">
        <ColourPicker
          value={highlight.colour}
          label={(name) => name}
          onPick={(colour) => changes.change({ highlight, colour })}
        />
        <IconButton
          className="ml-auto"
          icon={<Trash2 aria-hidden />}
          label={words.remove}
          onClick={() => {
            onDone()
            changes.remove(highlight)
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what was written is kept when the field is left */}
      <div onBlur={save}>
        <TextArea label={words.comment} value={comment} onValue={setComment} rows={3} maxLength={20_000} />
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {tags.map((name) => (
          <TagChip
            key={name}
            name={name}
            remove={{
              label: words.removeTag(name),
              onRemove: () => changes.change({ highlight, tags: tags.filter((one) => one !== name) }),
            }}
          />
        ))}
        <input
          value={tag}
          onChange={(event) => setTag(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) addTag()
          }}
          onBlur={addTag}
          maxLength={120}
          aria-label={words.tag}
          placeholder={words.tag}
          className="h-6 w-28 rounded-sm border border-edge border-dashed bg-transparent px-1.5 text-xs focus:border-accent focus:border-solid focus:outline-none pointer-coarse:h-9"
        />
      </div>
      {mayShare || visibility === 'library' ? (
        <Checkbox
          label={words.share}
          checked={visibility === 'library'}
          onChecked={(isShared) =>
            changes.change({ highlight, visibility: isShared ? 'library' : 'private' })
          }
        />
      ) : null}
      <Button size="sm" className="self-start" onClick={finish}>
        {words.done}
      </Button>
    </div>
  )
}
