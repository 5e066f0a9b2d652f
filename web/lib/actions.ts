import { useEffect, useRef, useSyncExternalStore } from 'react'
import { isWriting, pressOf } from './keys.ts'
import { storedChoice } from './stored-choice.ts'

/** Something a person can do here: found in the command palette, on the help sheet and, with `keys`, on the keyboard. */
export type Action = {
  readonly id: string
  readonly title: string
  /** Other words it is found by (its name in the other language), printed nowhere. */
  readonly alsoCalled?: string
  /** The heading it stands under. */
  readonly group: string
  /** One press (`/`, `mod+k`) or two in a row (`g l`). */
  readonly keys?: string
  /** Another press for the same (an arrow beside a letter), printed on the help sheet only. */
  readonly otherKeys?: string
  /** Again and again while the key is held down. */
  readonly repeats?: boolean
  /** Also while the person is writing in a field (only sensible with `mod`). */
  readonly alsoWhileWriting?: boolean
  readonly run: () => void
}

/** Single letters can collide with speech input and other tools, so they can be turned off (WCAG 2.1.4). */
export const letterShortcuts = storedChoice<'on' | 'off'>({
  key: 'seogo.letter-shortcuts',
  allowed: ['on', 'off'],
  whenUnset: () => 'on',
})

const secondPressWithinMs = 1200

/** Runs what another part of the screen offers, by its id. @returns whether it is offered now */
export function runAction(id: string): boolean {
  const action = all.find((one) => one.id === id)
  action?.run()
  return action !== undefined
}

const patienceMs = 3_000

/** The same for a page that is only coming: as soon as it offers the action, for a while. */
export function runActionWhenOffered(id: string): void {
  if (runAction(id)) return
  const stop = subscribe(() => {
    if (runAction(id)) stop()
  })
  setTimeout(stop, patienceMs)
}

const registered = new Map<object, readonly Action[]>()
const listeners = new Set<() => void>()
let all: readonly Action[] = []
let firstPress: { readonly press: string; readonly atMs: number } | undefined

function change(owner: object, actions: readonly Action[] | undefined) {
  if (actions === undefined) registered.delete(owner)
  else registered.set(owner, actions)
  all = [...registered.values()].flat()
  for (const listener of listeners) listener()
}

/** Makes actions available while the component is on screen. `run` may change on every render; the rest is compared by value. */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions)
  const shape = JSON.stringify(actions)
  // The registry is the outside system: it outlives every component that adds to it.
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const owner = {}
    const shapes: Omit<Action, 'run'>[] = JSON.parse(shape)
    change(
      owner,
      shapes.map((one) => ({ ...one, run: () => latest.current.find(({ id }) => id === one.id)?.run() })),
    )
    return () => change(owner, undefined)
  }, [shape])
}

/** Every action that is available now; renders again when that changes. */
export function useAllActions(): readonly Action[] {
  return useSyncExternalStore(subscribe, () => all)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Runs the action a key press stands for. One listener on the document serves the whole application. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const press = pressOf(event)
  const before = firstPress
  firstPress = undefined
  const withMod = press.startsWith('mod+')
  if (!withMod && (letterShortcuts.get() === 'off' || isInsideOverlay(event.target))) return
  if (isPressing(event.target, press)) return
  const writing = isWriting(event.target)
  const usable = all.filter((action) => !writing || action.alsoWhileWriting === true)
  const isInTime = before !== undefined && event.timeStamp - before.atMs < secondPressWithinMs
  const action =
    (isInTime ? usable.find(({ keys }) => keys === `${before.press} ${press}`) : undefined) ??
    usable.find(({ keys, otherKeys }) => keys === press || otherKeys === press)
  if (action !== undefined) {
    event.preventDefault()
    if (!event.repeat || action.repeats === true) action.run()
  } else if (usable.some(({ keys }) => keys?.startsWith(`${press} `))) {
    firstPress = { press, atMs: event.timeStamp }
  }
}

/** A dialog or a menu has the keyboard to itself. */
function isInsideOverlay(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const overlay = target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]')
  // A message in the corner is a dialog by its role, and no place of its own.
  return overlay !== null && !overlay.hasAttribute('data-toast')
}

/** Space and Enter press the button that has the focus. */
function isPressing(target: EventTarget | null, press: string): boolean {
  if (press !== 'Space' && press !== 'Enter') return false
  return (
    target instanceof Element &&
    target.closest('button,[role="checkbox"],[role="separator"],summary') !== null
  )
}
