import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { CallOf } from '#contract/endpoint.ts'
import { tagColour } from '#contract/tag-colours.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import {
  changeSmartCollection,
  createSmartCollection,
  type SmartCollection,
  type Tag,
} from '../../contract.ts'
import { readingWords } from '../words.ts'

export type SmartFilter = CallOf<typeof createSmartCollection>['body']['filter']

type Props = {
  /** The one that is changed; absent for a new one. */
  readonly smart?: SmartCollection
  /** The filter to keep; absent to leave it as it is. */
  readonly filter?: SmartFilter
  /** What the filter says, in words. */
  readonly children?: ReactNode
  /** Libraries the person may change. */
  readonly libraries: readonly { readonly id: Tag['libraryId']; readonly name: string }[]
  readonly onClose: () => void
  readonly onSaved?: (smart: SmartCollection) => void
}

const own = 'own'
const noColour = 'none'

/** Names a smart collection, colours it and says whose it is. */
export function SmartDialog({ smart, filter, children, libraries, onClose, onSaved }: Props) {
  const words = useWords(readingWords)
  const { close, cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [name, setName] = useState(smart?.name ?? '')
  const [colour, setColour] = useState(smart?.colour ?? null)
  const [libraryId, setLibraryId] = useState(smart?.libraryId ?? null)
  const saving = useMutation({
    mutationFn: () => {
      const values = { name, colour, libraryId }
      return smart === undefined
        ? call(createSmartCollection, { body: { ...values, filter: filter ?? {} } })
        : call(changeSmartCollection, {
            params: { smartCollectionId: smart.id },
            body: { ...values, ...(filter === undefined ? {} : { filter }) },
          })
    },
    onSuccess: async (saved) => {
      await Promise.all(
        [
          ['collections', 'smart'],
          ['papers', 'smart-counts'],
        ].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
      onSaved?.(saved)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={smart === undefined ? words.smart.newTitle : words.smart.changeTitle}
      description={words.smart.help}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" form="smart-collection" look="primary" busy={saving.isPending}>
            {save}
          </Button>
        </>
      }
    >
      <form
        id="smart-collection"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        {children}
        <TextField
          label={words.smart.name}
          value={name}
          onValue={setName}
          required
          maxLength={200}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <Select
          label={words.smart.scope}
          options={[
            { value: own, label: words.smart.own },
            ...libraries.map((each) => ({ value: String(each.id), label: words.smart.ofLibrary(each.name) })),
          ]}
          value={libraryId ?? own}
          onValue={(value) => setLibraryId(libraries.find(({ id }) => id === value)?.id ?? null)}
        />
        <Select
          label={words.tagTree.colour}
          options={[noColour, ...tagColour.options].map((value) => ({
            value,
            label: words.tagTree.colours[value === noColour ? 'none' : tagColour.parse(value)],
          }))}
          value={colour ?? noColour}
          onValue={(value) => setColour(value === noColour ? null : tagColour.parse(value))}
        />
        {saving.error === null ? null : <ErrorState error={saving.error} small />}
      </form>
    </Dialog>
  )
}
