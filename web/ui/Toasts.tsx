import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { letterShortcuts } from '#web/lib/actions.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { buttonClasses } from './Button.tsx'
import { classes } from './classes.ts'
import { Kbd } from './Kbd.tsx'
import { sayWhatWaits, type ToastData, toastManager } from './toasts.ts'

type Props = { readonly label: string; readonly closeLabel: string }

/** Shows the pile of toasts over everything. */
export function Toasts({ label, closeLabel }: Props) {
  // The pile is the outside system. It stands once its provider, which is within, has listened to it.
  useEffect(sayWhatWaits, [])
  return (
    <Toast.Provider toastManager={toastManager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label={label}
          className="fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col-reverse gap-2 outline-none max-md:bottom-18"
        >
          <Pile closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function Pile({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = Toast.useToastManager<ToastData>()
  const undoKey = useStoredChoice(letterShortcuts) === 'on' ? 'z' : 'mod+z'
  // The key takes back the newest, so it is printed on the newest alone (they come newest first).
  const newest = toasts.find(({ data }) => data?.action?.isUndo === true)?.id
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-toast
      swipeDirection={['right', 'down']}
      className={classes(
        'rounded-lg border border-hairline border-l-2 bg-sheet shadow-pop transition-opacity',
        'data-ending-style:opacity-0 data-limited:opacity-0 data-starting-style:opacity-0',
        toast.type === 'bad' ? 'border-l-bad' : 'border-l-accent',
      )}
    >
      <Toast.Content className="flex items-center gap-3 py-2 pr-2 pl-3">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium text-sm" />
          <Toast.Description className="text-ink-soft text-xs" />
        </div>
        {toast.data?.action === undefined ? null : (
          <Toast.Action className={classes(buttonClasses('plain', 'sm'), 'text-accent')}>
            {toast.data.action.label}
            {toast.id === newest ? (
              <span aria-hidden className="pointer-coarse:hidden">
                <Kbd keys={undoKey} />
              </span>
            ) : null}
          </Toast.Action>
        )}
        <Toast.Close
          aria-label={closeLabel}
          className="flex size-7 shrink-0 items-center justify-center rounded-md text-ink-faint hover:bg-wash hover:text-ink pointer-coarse:size-10"
        >
          <X className="size-3.5" aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
