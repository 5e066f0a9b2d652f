import { Toast } from '@base-ui/react/toast'

export type ToastData = {
  readonly action: { readonly label: string; readonly isUndo: boolean } | undefined
}

/** The one pile of toasts; `Toasts` shows it. */
export const toastManager = Toast.createToastManager<ToastData>()

type Message = {
  readonly title: string
  readonly help?: string
  readonly tone?: 'plain' | 'bad'
  /** A way back (undo) or onward (open), by its word. */
  readonly action?: {
    readonly label: string
    /** It takes back what the message says: then `z` and Ctrl Z do it too, from wherever the person is, while the message stands. */
    readonly isUndo?: boolean
    readonly run: () => void
  }
}

/** What stands in the corner and can be taken back. */
type Undoable = { readonly title: string; readonly run: () => void }

const shownMs = 5_000
// Time to read the way back and to decide. The clock stands still while the pointer or the focus (F6) is in the corner or
// the window is not in front (WCAG 2.2.1), and what can be undone stays undoable in the history of the thing.
const withActionShownMs = 12_000

const listeners = new Set<() => void>()
let standing: readonly Undoable[] = []

function stand(next: readonly Undoable[]) {
  standing = next
  for (const listener of listeners) listener()
}

/** The newest message that can be taken back, for the keyboard. */
export const undoable = {
  newest: (): Undoable | undefined => standing.at(-1),
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** What was said before the corner stood; undefined since it stands. */
let waiting: Message[] | undefined = []

/** Says in the corner, which stands now, what was said before. */
export function sayWhatWaits(): void {
  const before = waiting ?? []
  waiting = undefined
  for (const message of before) say(message)
}

/** Says something in the corner for a while. What went wrong interrupts a screen reader, the rest waits its turn. */
export function say(message: Message): void {
  if (waiting === undefined) show(message)
  else waiting.push(message)
}

function show({ title, help, tone = 'plain', action }: Message): void {
  const run = () => {
    toastManager.close(id)
    action?.run()
  }
  const undo = action?.isUndo === true ? { title, run } : undefined
  const id = toastManager.add({
    title,
    description: help,
    type: tone,
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: action === undefined && tone === 'plain' ? shownMs : withActionShownMs,
    data: { action: action && { label: action.label, isUndo: undo !== undefined } },
    onClose: () => stand(standing.filter((one) => one !== undo)),
    ...(action === undefined ? {} : { actionProps: { onClick: run } }),
  })
  if (undo !== undefined) stand([...standing, undo])
}
