import { useRef, useState } from 'react'
import { letterShortcuts, useAllActions } from '#web/lib/actions.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { answering } from './palette/entries.ts'
import { shellWords } from './words.ts'

type Props = { readonly onClose: () => void }

/** The shortcuts that work on this page, from the actions that are registered: none can be forgotten here. */
export function HelpSheet({ onClose }: Props) {
  const words = useWords(shellWords)
  const { close } = useWords(uiWords)
  const [asked, setAsked] = useState('')
  const filter = useRef<HTMLInputElement>(null)
  const letters = useStoredChoice(letterShortcuts)
  const actions = useAllActions().filter(({ keys }) => keys !== undefined)
  const houseGroups: readonly string[] = Object.values(words.groups)
  const found = answering(asked, actions)
  const groups = [...Map.groupBy(found, ({ group }) => group)].toSorted(
    ([one], [other]) => houseGroups.indexOf(one) - houseGroups.indexOf(other),
  )
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.shortcuts}
      description={letters === 'on' ? words.shortcutsHelp : words.lettersAreOff}
      closeLabel={close}
      wide
      initialFocus={filter}
    >
      <TextField
        ref={filter}
        label={words.shortcutsFilter}
        labelHidden
        placeholder={words.shortcutsFilter}
        value={asked}
        onValue={setAsked}
        className="mb-4"
      />
      {groups.length === 0 ? (
        <p role="status" className="py-6 text-center text-ink-faint">
          {words.noShortcut}
        </p>
      ) : null}
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map(([group, items]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-ink-faint text-xs">{group}</h3>
            <dl>
              {items.map(({ id, title, keys, otherKeys }) => (
                <div key={id} className="flex items-baseline justify-between gap-4 border-b py-1.5">
                  <dt className="min-w-0">{title}</dt>
                  <dd className="flex shrink-0 gap-2">
                    {keys === undefined ? null : <Kbd keys={keys} />}
                    {otherKeys === undefined ? null : <Kbd keys={otherKeys} />}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
