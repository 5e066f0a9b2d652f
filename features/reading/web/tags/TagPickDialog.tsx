import { type ReactNode, useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { classes } from '#web/ui/classes.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { Tag } from '../../contract.ts'
import { readingWords } from '../words.ts'
import { TagSpot } from './TagSpot.tsx'

type Props = {
  readonly title: string
  readonly about: ReactNode
  readonly confirm: string
  readonly help?: string
  readonly tags: readonly Tag[]
  /** The word for no tag at all, where that may be picked. */
  readonly top?: string
  readonly onPick: (tag: Tag | null) => void
  readonly onClose: () => void
}

const mostShown = 100
const topId = 'top'

/** Picks one of the tags, found by writing. */
export function TagPickDialog({ title, about, confirm, help, tags, top, onPick, onClose }: Props) {
  const words = useWords(readingWords).tagTree
  const { close, cancel } = useWords(uiWords)
  const [sought, setSought] = useState('')
  const [picked, setPicked] = useState<string | undefined>(undefined)
  const letters = sought.normalize('NFC').trim().toLowerCase()
  const found = tags.filter(({ name }) => name.toLowerCase().includes(letters)).slice(0, mostShown)
  const options = [
    ...(top === undefined || letters !== '' ? [] : [{ id: topId, name: top, colour: null }]),
    ...found,
  ]
  const chosen = options.some(({ id }) => id === picked)
    ? picked
    : letters === ''
      ? undefined
      : options[0]?.id
  const pick = () => {
    if (chosen === undefined) return
    onPick(found.find(({ id }) => id === chosen) ?? null)
    onClose()
  }
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={title}
      description={<span className="line-clamp-2">{about}</span>}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" form="tag-pick" look="primary" disabled={chosen === undefined}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id="tag-pick"
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          pick()
        }}
      >
        {help === undefined ? null : <p className="text-ink-soft text-sm">{help}</p>}
        <TextField label={words.find} value={sought} onValue={setSought} autoFocus />
        <ul className="max-h-64 overflow-y-auto">
          {options.map((option) => (
            <li key={option.id}>
              <label
                className={classes(
                  'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11',
                  option.id === chosen ? 'bg-tint text-accent' : 'hover:bg-wash',
                )}
              >
                <input
                  type="radio"
                  name="tag"
                  className="sr-only"
                  checked={option.id === chosen}
                  onChange={() => setPicked(option.id)}
                />
                {option.id === topId ? null : <TagSpot colour={option.colour} />}
                <span className="truncate" data-untranslated>
                  {option.name}
                </span>
              </label>
            </li>
          ))}
        </ul>
        {options.length === 0 ? <p className="text-ink-faint text-sm">{words.noneFound}</p> : null}
      </form>
    </Dialog>
  )
}
