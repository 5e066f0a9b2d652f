import { useAllActions } from '#web/lib/actions.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { shellWords } from './words.ts'

type Props = { readonly onClose: () => void }

/** The shortcuts that work on this page. */
export function HelpSheet({ onClose }: Props) {
  const words = useWords(shellWords)
  const { close } = useWords(uiWords)
  const actions = useAllActions().filter(({ keys }) => keys !== undefined)
  const groups = [...Map.groupBy(actions, ({ group }) => group)]
  return (
    <Dialog open onOpen={(open) => open || onClose()} title={words.shortcuts} closeLabel={close} wide>
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map(([group, items]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-ink-faint text-xs">{group}</h3>
            <dl>
              {items.map(({ id, title, keys }) => (
                <div key={id} className="flex items-baseline justify-between gap-4 border-b py-1.5">
                  <dt>{title}</dt>
                  <dd>{keys === undefined ? null : <Kbd keys={keys} />}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
