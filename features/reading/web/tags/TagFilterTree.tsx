import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { Tag } from '../../contract.ts'
import { useOpenCollections } from '../collections/useOpenCollections.ts'
import { tagsQuery } from '../tags-query.ts'
import { readingWords } from '../words.ts'
import { TagFilterRow } from './TagFilterRow.tsx'
import { choose, inMode, modeOf, stateOf, type TagChoice, type TagState } from './tag-choice.ts'
import { rowsShown, type TagTreeRow, tagsAbove } from './tag-tree.ts'

type Props = {
  readonly libraries: readonly { readonly id: string; readonly name: string }[]
  readonly choice: TagChoice
  readonly onChoice: (choice: TagChoice) => void
  /** The way to where tags are renamed and merged; the page knows its address. */
  readonly manage: ReactNode
}

/** With more tags than this they can be looked for. */
const manyTags = 12
/** Keywords of imports are many; the pane shows so many of them, and the rest when looked for. */
const mostShown = 60

/** The tags that narrow the list: a press wants one, Alt and a press (or x) unwants it; arrows walk, open and close. */
export function TagFilterTree({ libraries, choice, onChoice, manage }: Props) {
  const words = useWords(readingWords).tagTree
  const format = useFormat()
  const tags = useQuery(tagsQuery)
  const [sought, setSought] = useState('')
  const all = tags.data?.items ?? []
  const chosen = [...choice.all, ...choice.any, ...choice.none]
  const leading = chosen.flatMap((id) => tagsAbove(all, id).map((tag) => tag.id))
  const { isOpen, setOpen } = useOpenCollections(leading)
  const frame = useRef<HTMLDivElement>(null)
  if (tags.isPending) return <Loading rows={4} />
  if (tags.data === undefined)
    return <ErrorState error={tags.error} onRetry={() => void tags.refetch()} small />
  if (all.length === 0) return <p className="px-2 pb-1 text-ink-faint text-xs">{words.none}</p>
  const set = (tag: Tag, state: TagState) => onChoice(choose(choice, tag.id, state))
  const onKeyDown = (event: KeyboardEvent, row: TagTreeRow) => {
    const state = stateOf(choice, row.tag.id)
    if (event.key === 'x') set(row.tag, state === 'out' ? undefined : 'out')
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const buttons = [...(frame.current?.querySelectorAll<HTMLElement>('[data-tag]') ?? [])]
      const at = buttons.findIndex((each) => each.contains(document.activeElement))
      buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    } else if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && row.hasChildren)
      setOpen(row.tag.id, event.key === 'ArrowRight')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={frame} className="flex flex-col gap-2">
      {all.length > manyTags ? (
        <TextField
          label={words.find}
          labelHidden
          placeholder={words.find}
          value={sought}
          onValue={setSought}
        />
      ) : null}
      {choice.all.length + choice.any.length > 1 ? (
        <fieldset aria-label={words.mode} className="flex gap-1 px-2">
          {(['all', 'any'] as const).map((mode) => (
            <Button
              key={mode}
              size="sm"
              look={modeOf(choice) === mode ? 'plain' : 'quiet'}
              aria-pressed={modeOf(choice) === mode}
              onClick={() => onChoice(inMode(choice, mode))}
            >
              {words.modes[mode]}
            </Button>
          ))}
        </fieldset>
      ) : null}
      {libraries.map((library) => {
        const rows = rowsShown(all, { libraryId: library.id, sought, isOpen })
        // What no paper carries is for the tag screen, unless it is looked for.
        const found = rows.filter(
          ({ tag }) => sought !== '' || tag.paperCountWithin > 0 || chosen.includes(tag.id),
        )
        const shown = found.filter((row, index) => index < mostShown || chosen.includes(row.tag.id))
        if (shown.length === 0) return null
        return (
          <section key={library.id} aria-label={words.of(library.name)}>
            {libraries.length > 1 ? (
              <h3 className="truncate px-2 py-1 font-medium text-ink-faint text-xs">{library.name}</h3>
            ) : null}
            <ul>
              {shown.map((row) => (
                <TagFilterRow
                  key={row.tag.id}
                  row={row}
                  state={stateOf(choice, row.tag.id)}
                  onState={(state) => set(row.tag, state)}
                  onOnly={() => onChoice({ all: [row.tag.id], any: [], none: [] })}
                  onToggle={(open) => setOpen(row.tag.id, open)}
                  onKeyDown={(event) => onKeyDown(event, row)}
                />
              ))}
            </ul>
            {found.length > shown.length ? (
              <p className="px-2 py-1 text-ink-faint text-xs">
                {words.more(found.length - shown.length, format.number(found.length - shown.length))}
              </p>
            ) : null}
          </section>
        )
      })}
      {manage}
    </div>
  )
}
