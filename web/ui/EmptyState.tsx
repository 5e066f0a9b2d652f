import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  /** Why, and how it fills: one short sentence or two. */
  readonly children?: ReactNode
  /** What to do about it. */
  readonly actions?: ReactNode
  /** 1 where it is the whole page. */
  readonly level?: 1 | 2
}

/** There is nothing here yet, why, and what to do about it. */
export function EmptyState({ title, children, actions, level = 2 }: Props) {
  const Heading = `h${level}` as const
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-16 text-center">
      <span className="mb-2 flex h-8 items-end gap-1 text-hairline" aria-hidden>
        <span className="h-7 w-2 rounded-sm border border-edge" />
        <span className="h-5 w-2 rounded-sm border border-edge" />
        <span className="h-8 w-2 rounded-sm border border-edge border-dashed" />
      </span>
      <Heading className="font-semibold text-base">{title}</Heading>
      {children === undefined ? null : <div className="text-ink-soft text-sm text-balance">{children}</div>}
      {actions === undefined ? null : (
        <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  )
}
