import { Pencil } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { paperWords } from '../words.ts'

type Props = {
  readonly label: string
  readonly value: string
  /** A text to be read, as an abstract is. */
  readonly isProse?: boolean
  /** Where it came from. */
  readonly origin: string | undefined
  readonly tools?: ReactNode
  /** Turns it into an input; a field that nobody may write has none. */
  readonly onEdit?: (() => void) | undefined
  readonly editRef?: Ref<HTMLButtonElement>
}

/** A field of the record as it reads. A click on it, or Enter on its pencil, begins to write. */
export function FieldRow({ label, value, isProse = false, origin, tools, onEdit, editRef }: Props) {
  const words = useWords(paperWords)
  return (
    <div className="group grid grid-cols-[6.5rem_1fr_auto] gap-3 py-1.5">
      <dt className="text-ink-faint text-xs leading-5">{label}</dt>
      <dd className="min-w-0 break-words">
        {/* The pencil beside it does the same for the keyboard; a text that is being selected stays one. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
        <div
          onClick={() => window.getSelection()?.isCollapsed !== false && onEdit?.()}
          className={classes(
            onEdit !== undefined && 'cursor-text rounded-sm hover:bg-wash',
            isProse && 'max-w-read font-serif text-read whitespace-pre-line',
          )}
        >
          {value === '' ? <span className="text-ink-faint">—</span> : value}
        </div>
        {origin === undefined ? null : <span className="block text-2xs text-ink-faint">{origin}</span>}
        {tools}
      </dd>
      <dd>
        {onEdit === undefined ? null : (
          <IconButton
            ref={editRef}
            icon={<Pencil aria-hidden />}
            label={words.editField(label)}
            onClick={onEdit}
            className="-my-1 text-ink-faint pointer-fine:opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
          />
        )}
      </dd>
    </div>
  )
}
