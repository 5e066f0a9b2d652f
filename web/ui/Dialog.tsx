import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { classes } from './classes.ts'

type Props = {
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly title: string
  readonly description?: ReactNode
  readonly closeLabel: string
  readonly children: ReactNode
  /** Buttons at its foot, the main one last. */
  readonly actions?: ReactNode
  readonly wide?: boolean
  /** It waits for an answer (an `alertdialog`): see `ConfirmDialog`. */
  readonly isQuestion?: boolean
  /** What has the focus first; else the first thing in it. */
  readonly initialFocus?: RefObject<HTMLElement | null>
}

/** A dialog in the middle; on a phone a sheet at the bottom. Keeps the focus inside and gives it back. */
export function Dialog({
  open,
  onOpen,
  title,
  description,
  closeLabel,
  children,
  actions,
  wide = false,
  isQuestion = false,
  initialFocus,
}: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpen}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          role={isQuestion ? 'alertdialog' : 'dialog'}
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className={classes(
            'fixed z-40 flex max-h-[calc(100dvh-4rem)] flex-col rounded-lg border border-hairline bg-sheet shadow-dialog outline-none',
            'transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
            'max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none max-sm:data-starting-style:translate-y-4',
            'sm:top-1/2 sm:left-1/2 sm:-translate-x-1/2 sm:-translate-y-1/2 sm:w-[calc(100vw-3rem)]',
            wide ? 'sm:max-w-lg' : 'sm:max-w-md',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="font-semibold text-lg tracking-tight">{title}</Base.Title>
              {description === undefined ? null : (
                <Base.Description className="mt-0.5 text-ink-soft text-sm">{description}</Base.Description>
              )}
            </div>
            <Base.Close
              aria-label={closeLabel}
              className="-mr-2 flex size-8 items-center justify-center rounded-md text-ink-faint hover:bg-wash hover:text-ink pointer-coarse:size-10"
            >
              <X className="size-4" aria-hidden />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {actions === undefined ? null : (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{actions}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
