import { type ReactNode, useId, useRef } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'

type Props = {
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
}

/**
 * One subject of a page: its name at the left, what it is about at the right; where tables need the room, one above the other.
 * The command palette goes to it by its name: nobody without a mouse has to pass everything above it.
 */
export function Section({ title, description, children }: Props) {
  const titleId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const { onThisPage } = useWords(uiWords)
  useActions([{ id: `section.${title}`, title, group: onThisPage, run: () => heading.current?.focus() }])
  return (
    <section
      aria-labelledby={titleId}
      className="grid gap-x-8 gap-y-3 border-t py-section lg:grid-cols-[11rem_1fr]"
    >
      <div>
        <h2 ref={heading} id={titleId} tabIndex={-1} className="font-semibold text-base">
          {title}
        </h2>
        {description === undefined ? null : <p className="mt-1 text-ink-faint text-xs">{description}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
