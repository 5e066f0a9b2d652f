import { Undo2 } from 'lucide-react'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { Act, Change } from '../contract.ts'
import { ChangeLine } from './ChangeLine.tsx'
import { toldFacts } from './told-change.ts'
import { useUndoAct } from './useUndoAct.ts'
import { historyWords } from './words.ts'

type Props = {
  readonly act: Act
  /** What it changed of the paper whose history it stands in; without, it stands among a person's own acts. */
  readonly changes?: readonly Change[]
}

/** One act: what was done, by whom and when, what became what, and the way back. */
export function ActRow({ act, changes }: Props) {
  const words = useWords(historyWords)
  const format = useFormat()
  const when = format.relative(act.at, useNow())
  const undoing = useUndoAct()
  const done = words.acts[act.kind]
  const what = { done, undone: words.undoneOf(done), redone: words.redoneOf(done) }[act.direction]
  const facts = changes === undefined ? toldFacts(words, act.facts) : []
  const about = [
    changes === undefined ? undefined : (act.by?.name ?? words.somebody),
    changes === undefined || act.paperCount > 1
      ? words.paperCount(act.paperCount, format.number(act.paperCount))
      : undefined,
    act.undoneAt === null ? undefined : words.isUndone,
  ]
  return (
    <li className="flex items-start gap-3 border-hairline border-b px-4 py-2.5 md:px-5">
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium text-sm">
          {facts.length > 0 ? `${what}: ${facts.join(', ')}` : what}
        </p>
        <p className="text-ink-soft text-xs">
          {about.map((part) => (part === undefined ? null : `${part} · `))}
          <time dateTime={act.at} title={format.dateTime(act.at)}>
            {when}
          </time>
        </p>
        {changes === undefined ? null : (
          <dl className="mt-1.5 flex flex-col gap-1">
            {changes.map((change) => (
              <ChangeLine key={`${change.kind} ${change.subject}`} change={change} />
            ))}
          </dl>
        )}
      </div>
      {act.undoable ? (
        <Button
          size="sm"
          look="quiet"
          aria-label={words.undoOf(what, when)}
          busy={undoing.isPending}
          onClick={() => undoing.mutate(act.id)}
        >
          <Undo2 aria-hidden />
          {words.undo}
        </Button>
      ) : null}
    </li>
  )
}
