import { cloneElement, type ReactElement } from 'react'
import { tipMarks } from './watch-tips.ts'

type Props = {
  readonly text: string
  readonly keys?: string | undefined
  /** The element it belongs to; it must have a name of its own, since a tooltip is never read aloud for sure. */
  readonly children: ReactElement<Record<string, unknown>>
}

/** Names an element for whoever points at it or comes to it by the keyboard; `Tooltips` shows it. */
export function Tooltip({ text, keys, children }: Props) {
  return cloneElement(children, tipMarks(text, keys))
}
