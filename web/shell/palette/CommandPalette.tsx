import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Kbd } from '#web/ui/Kbd.tsx'
import { shellWords } from '../words.ts'
import type { Entry, EntryGroup } from './entries.ts'
import { usePaletteGroups } from './usePaletteGroups.ts'

type Props = { readonly onClose: () => void }

/** Everything that can be done here, found by its name in either language, and papers by their words. */
export function CommandPalette({ onClose }: Props) {
  const words = useWords(shellWords)
  const [typed, setTyped] = useState('')
  const groups = usePaletteGroups(typed)
  const pick = (entry: Entry) => {
    onClose()
    entry.run()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={words.commands}
          className="fixed inset-x-3 top-[10dvh] z-40 mx-auto flex max-h-[72dvh] max-w-lg flex-col overflow-hidden rounded-lg border border-hairline bg-sheet shadow-dialog outline-none transition-opacity data-starting-style:opacity-0"
        >
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={groups}
            value={typed}
            onValueChange={setTyped}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(entry: Entry) => entry.title}
          >
            <Autocomplete.Input
              aria-label={words.commands}
              placeholder={words.commandsPlaceholder}
              className="h-11 shrink-0 border-b bg-transparent px-4 text-base text-ellipsis outline-none pointer-coarse:text-[1rem]"
            />
            <Autocomplete.List className="min-h-0 overflow-y-auto scroll-py-1 p-1 outline-none">
              {(group: EntryGroup) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-2xs text-ink-faint">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(entry: Entry) => (
                      <Autocomplete.Item
                        key={entry.id}
                        value={entry}
                        onClick={() => pick(entry)}
                        className="flex cursor-default items-center justify-between gap-4 rounded-md px-3 py-1.5 outline-none data-highlighted:bg-tint pointer-coarse:py-3"
                      >
                        <span className="line-clamp-2 min-w-0">{entry.title}</span>
                        {entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
