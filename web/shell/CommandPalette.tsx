import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { type Action, useAllActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Kbd } from '#web/ui/Kbd.tsx'
import { shellWords } from './words.ts'

type Props = { readonly onClose: () => void }

/** Everything that can be done here, found by its name. */
export function CommandPalette({ onClose }: Props) {
  const words = useWords(shellWords)
  const actions = useAllActions().filter(({ id }) => id !== 'commands')
  const groups = [...Map.groupBy(actions, ({ group }) => group)].map(([value, items]) => ({ value, items }))
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup
          aria-label={words.commands}
          className="fixed inset-x-3 top-[12dvh] z-40 mx-auto flex max-h-[70dvh] max-w-md flex-col overflow-hidden rounded-lg border border-hairline bg-sheet shadow-dialog outline-none"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(item: Action) => item.title}
          >
            <Autocomplete.Input
              aria-label={words.commands}
              placeholder={words.commandsPlaceholder}
              className="h-11 shrink-0 border-b bg-transparent px-4 text-base outline-none"
            />
            <Autocomplete.Empty className="empty:hidden">
              <p className="px-4 py-6 text-center text-ink-faint">{words.noCommand}</p>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto scroll-py-1 p-1 outline-none empty:hidden">
              {(group: (typeof groups)[number]) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-2xs text-ink-faint">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(action: Action) => (
                      <Autocomplete.Item
                        key={action.id}
                        value={action}
                        onClick={() => {
                          onClose()
                          action.run()
                        }}
                        className="flex cursor-default items-center justify-between gap-4 rounded-md px-3 py-1.5 outline-none data-highlighted:bg-tint pointer-coarse:py-3"
                      >
                        {action.title}
                        {action.keys === undefined ? null : <Kbd keys={action.keys} />}
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
