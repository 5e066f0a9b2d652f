import { Toast } from '@base-ui/react/toast'

/** The one pile of toasts; `Toasts` shows it. */
export const toastManager = Toast.createToastManager()

type Message = {
  readonly title: string
  readonly help?: string
  readonly tone?: 'plain' | 'bad'
  /** A way back (undo) or onward (open), by its word. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

const shownMs = 5_000
// Time to read the way back and to reach it with the keyboard (F6 moves into the toasts).
const withActionShownMs = 10_000

/** Says something in the corner for a while. What went wrong interrupts a screen reader, the rest waits its turn. */
export function say({ title, help, tone = 'plain', action }: Message): void {
  const id = toastManager.add({
    title,
    description: help,
    type: tone,
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: action === undefined && tone === 'plain' ? shownMs : withActionShownMs,
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              toastManager.close(id)
              action.run()
            },
          },
        }),
  })
}
