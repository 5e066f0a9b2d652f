import { type ReactNode, useId } from 'react'

type Props = {
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
}

/** One subject of a page: its name at the left, what it is about at the right; where tables need the room, one above the other. */
export function Section({ title, description, children }: Props) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className="grid gap-x-8 gap-y-3 border-t py-section lg:grid-cols-[11rem_1fr]"
    >
      <div>
        <h2 id={titleId} className="font-semibold text-base">
          {title}
        </h2>
        {description === undefined ? null : <p className="mt-1 text-ink-faint text-xs">{description}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
