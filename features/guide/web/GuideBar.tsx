import { Check, ChevronDown, X } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import type { GuideStep } from '../contract.ts'
import { guideWords } from './words.ts'

type Props = {
  readonly steps: readonly GuideStep[]
  readonly left: readonly GuideStep[]
  /** Brings one to where the step is done. */
  readonly showMe: (step: GuideStep, word: string) => ReactNode
  readonly onDismiss: () => void
}

/** The first steps, one at a time; all of them when asked. Each ticks itself when it was done. */
export function GuideBar({ steps, left, showMe, onDismiss }: Props) {
  const words = useWords(guideWords)
  const listId = useId()
  const [isWhole, setIsWhole] = useState(false)
  const next = left[0]
  if (next === undefined) return null
  const done = steps.length - left.length
  return (
    <section aria-label={words.title} className="shrink-0 border-b bg-tint text-sm">
      <div className="flex items-center gap-3 py-1.5 pr-2 pl-4 md:pl-5">
        <span role="status" className="flex shrink-0 items-center gap-2 text-ink-soft text-xs">
          <Dots count={steps.length} done={done} />
          <span className="max-md:sr-only">{words.progress(done, steps.length)}</span>
        </span>
        {isWhole ? (
          <p className="min-w-0 flex-1 font-medium">{words.title}</p>
        ) : (
          <p
            className="min-w-0 flex-1 leading-tight max-md:line-clamp-2 md:truncate"
            title={words.steps[next].help}
          >
            <span className="font-medium">{words.next(words.steps[next].title)}</span>
            <span className="text-ink-soft max-lg:hidden"> · {words.steps[next].help}</span>
          </p>
        )}
        {isWhole ? null : showMe(next, words.show)}
        <IconButton
          icon={
            <ChevronDown aria-hidden className={classes('transition-transform', isWhole && 'rotate-180')} />
          }
          label={isWhole ? words.hideAll : words.showAll}
          aria-expanded={isWhole}
          aria-controls={isWhole ? listId : undefined}
          onClick={() => setIsWhole(!isWhole)}
        />
        <IconButton icon={<X aria-hidden />} label={words.dismiss} onClick={onDismiss} />
      </div>
      {isWhole ? (
        <ol
          id={listId}
          className="grid max-h-[45dvh] gap-x-8 gap-y-3 overflow-y-auto px-4 pt-1 pb-4 md:grid-cols-2 md:px-5 xl:grid-cols-3"
        >
          {steps.map((step) => {
            const isDone = !left.includes(step)
            return (
              <li key={step} className="flex gap-2.5">
                <Tick isDone={isDone} />
                <div className="min-w-0">
                  <p className={classes('font-medium', isDone && 'text-ink-soft')}>
                    {words.steps[step].title}
                    {isDone ? <span className="sr-only"> ({words.isDone})</span> : null}
                  </p>
                  <p className="text-ink-soft text-xs">{words.steps[step].help}</p>
                  {isDone ? null : <div className="mt-1">{showMe(step, words.show)}</div>}
                </div>
              </li>
            )
          })}
        </ol>
      ) : null}
    </section>
  )
}

function Dots({ count, done }: { readonly count: number; readonly done: number }) {
  return (
    <span aria-hidden className="flex gap-1">
      {Array.from({ length: count }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the places are the dots
          key={at}
          className={classes('size-2 rounded-full border border-accent', at < done && 'bg-accent')}
        />
      ))}
    </span>
  )
}

function Tick({ isDone }: { readonly isDone: boolean }) {
  return (
    <span
      aria-hidden
      className={classes(
        'mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-accent',
        isDone && 'bg-accent text-on-accent',
      )}
    >
      {isDone ? <Check className="size-3" strokeWidth={3} /> : null}
    </span>
  )
}
