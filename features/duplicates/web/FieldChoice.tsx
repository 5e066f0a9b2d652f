import type { KeyboardEvent } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { ComparedField } from '../contract.ts'
import { useFieldWords } from './useFieldWords.ts'
import { duplicateWords } from './words.ts'

type Props = {
  readonly field: ComparedField
  readonly chosen: 0 | 1
  readonly onChoose: (side: 0 | 1) => void
}

const sideOfKey: Readonly<Record<string, 0 | 1>> = { '1': 0, '2': 1, ArrowLeft: 0, ArrowRight: 1 }

/** The chosen value of the field above or below. */
function neighbour(from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const all = [...(from.closest('form')?.querySelectorAll<HTMLElement>('input[type=radio]:checked') ?? [])]
  const own = from.closest('fieldset')?.querySelector<HTMLElement>('input[type=radio]:checked')
  return all[(own ? all.indexOf(own) : -1) + step]
}

/** One field in which two records differ, and which of the two values stays. */
export function FieldChoice({ field, chosen, onChoose }: Props) {
  const words = useWords(duplicateWords)
  const { nameOf, shown } = useFieldWords()
  const name = nameOf(field.name)
  const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const side = sideOfKey[event.key]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
    if (side === undefined && step === undefined) return
    event.preventDefault()
    if (step !== undefined && event.target instanceof HTMLElement) neighbour(event.target, step)?.focus()
    if (side === undefined) return
    onChoose(side)
    event.currentTarget.querySelectorAll<HTMLElement>('input[type=radio]').item(side).focus()
  }
  return (
    <fieldset
      onKeyDown={onKeyDown}
      className="grid gap-x-3 gap-y-1 border-b py-2 md:grid-cols-[8rem_1fr_1fr] md:items-start"
    >
      <legend className="sr-only">{name}</legend>
      <span className="pt-1 text-ink-faint text-xs" aria-hidden>
        {name}
      </span>
      {field.values.map((value, at) => {
        const side = at === 0 ? 0 : 1
        return (
          <label
            key={side === 0 ? 'stays' : 'goes'}
            className={classes(
              'flex min-w-0 cursor-pointer gap-2 rounded-md border px-2 py-1 pointer-coarse:py-2',
              side === chosen ? 'border-accent bg-tint' : 'border-transparent text-ink-soft hover:bg-wash',
            )}
          >
            <input
              type="radio"
              name={field.name}
              checked={side === chosen}
              onChange={() => onChoose(side)}
              className="mt-1 shrink-0 accent-accent"
            />
            <span
              className={classes(
                'line-clamp-4 min-w-0 break-words',
                value === null && 'text-ink-faint italic',
              )}
            >
              {value === null ? words.empty : shown(field.name, value)}
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
