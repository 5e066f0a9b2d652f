import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly children?: ReactNode
  /** What to do about it. */
  readonly actions?: ReactNode
}

/** There is nothing here yet, why, and what to do about it. */
export function EmptyState({ title, children, actions }: Props) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-16 text-center">
      <span className="mb-2 flex h-8 items-end gap-1 text-hairline" aria-hidden>
        <span className="h-7 w-2 rounded-sm border border-edge" />
        <span className="h-5 w-2 rounded-sm border border-edge" />
        <span className="h-8 w-2 rounded-sm border border-edge border-dashed" />
      </span>
      <h2 className="font-semibold text-base">{title}</h2>
      {children === undefined ? null : <p className="text-ink-soft text-sm text-balance">{children}</p>}
      {actions === undefined ? null : (
        <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  )
}
