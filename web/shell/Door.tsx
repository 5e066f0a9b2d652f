import type { ReactNode } from 'react'
import { useBrandName, usualName } from '#web/lib/brand.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { LooseChoices } from './LooseChoices.tsx'
import { Mark } from './Mark.tsx'

type Props = {
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
}

/** The page before one is signed in: the mark, one form, language and theme. */
export function Door({ title, description, children }: Props) {
  useTitle(title)
  const brand = useBrandName()
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto]">
      <main className="mx-auto flex w-full max-w-sm flex-col justify-center px-6 py-12">
        <div className="mb-6 flex min-w-0 items-center gap-3">
          <Mark className="size-11 shrink-0" />
          {brand === usualName ? null : <span className="min-w-0 truncate font-bold text-lg">{brand}</span>}
        </div>
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {description === undefined ? null : <p className="mt-1 text-base text-ink-soft">{description}</p>}
        <div className="mt-7">{children}</div>
      </main>
      <footer className="flex justify-center gap-6 px-6 pb-6">
        <LooseChoices />
      </footer>
    </div>
  )
}
