import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { tagsQuery } from '#features/reading/web/tags-query.ts'
import { readingWords } from '#features/reading/web/words.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { libraryWords } from '../words.ts'
import type { Chosen } from './chosen.ts'
import type { Acts } from './useAct.ts'

type Props = {
  readonly chosen: Chosen
  /** How many papers it is, in words. */
  readonly count: string
  readonly acts: Acts
  readonly onClose: () => void
}

/** Gives the chosen papers a tag, or takes one off. Enter gives it. */
export function TagManyDialog({ chosen, count, acts, onClose }: Props) {
  const words = useWords(libraryWords).bulk
  const { tags, addTag } = useWords(readingWords)
  const { close } = useWords(uiWords)
  const known = useQuery(tagsQuery)
  const [written, setWritten] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const name = written.trim()
  const isKnown = known.data?.items.some((tag) => tag.name.toLowerCase() === name.toLowerCase()) === true
  const doing = async (act: Acts['tag']) => {
    if (await act(chosen, name)) onClose()
  }
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={tags}
      description={count}
      closeLabel={close}
      initialFocus={field}
      actions={
        <>
          <Button look="quiet" disabled={!isKnown} busy={acts.isBusy} onClick={() => void doing(acts.untag)}>
            {words.takeOff}
          </Button>
          <Button
            look="primary"
            disabled={name === ''}
            busy={acts.isBusy}
            onClick={() => void doing(acts.tag)}
          >
            {words.give}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '' && !acts.isBusy) void doing(acts.tag)
        }}
      >
        <input
          ref={field}
          list={listId}
          value={written}
          onChange={(event) => setWritten(event.target.value)}
          aria-label={addTag}
          placeholder={addTag}
          maxLength={120}
          autoComplete="off"
          className="h-9 w-full rounded-md border border-edge bg-sheet px-2.5 text-sm focus:border-accent pointer-coarse:h-11"
        />
        <datalist id={listId}>
          {(known.data?.items ?? []).map((tag) => (
            <option key={tag.id} value={tag.name} />
          ))}
        </datalist>
      </form>
    </Dialog>
  )
}
