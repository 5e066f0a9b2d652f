import { readingStatus } from '#features/papers/contract.ts'
import type { Judgement } from '#features/reading/contract.ts'
import { type Action, useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { Current } from './list/useCurrent.ts'
import type { Choosing } from './list/useSelection.ts'
import { libraryWords } from './words.ts'

type Options = {
  readonly current: Current
  readonly choosing: Choosing
  readonly mayWrite: boolean
  readonly onOpen: () => void
  readonly onLook: () => void
  readonly onFile: () => void
  readonly onTag: () => void
  readonly onTrash: () => void
  readonly onView: () => void
  /** Rates, or sets the status of, what is chosen, or else the current paper. */
  readonly onJudge: (change: Partial<Pick<Judgement, 'ratingHalves' | 'status'>>) => void
}

const statusKeys = { unread: 'n', reading: 'w', read: 'r', set_aside: 'l' } as const

/** What the keyboard does in the list. */
export function useListActions(options: Options): void {
  const { current, choosing, mayWrite, onJudge } = options
  const words = useWords(libraryWords)
  const { group, ...names } = words.actions
  const move = (by: number) => current.goTo(current.index < 0 ? 0 : current.index + by)
  const moves: Action[] = [
    {
      id: 'next',
      title: names.next,
      group,
      keys: 'j',
      otherKeys: 'ArrowDown',
      repeats: true,
      run: () => move(1),
    },
    {
      id: 'previous',
      title: names.previous,
      group,
      keys: 'k',
      otherKeys: 'ArrowUp',
      repeats: true,
      run: () => move(-1),
    },
    { id: 'open', title: names.open, group, keys: 'o', run: options.onOpen },
    { id: 'look', title: names.look, group, keys: 'Space', run: options.onLook },
  ]
  const choices: Action[] = [
    {
      id: 'choose',
      title: names.choose,
      group,
      keys: 'x',
      run: () => current.index >= 0 && choosing.toggle(current.index),
    },
    { id: 'chooseAll', title: names.chooseAll, group, keys: 'mod+a', run: choosing.all },
    ...(choosing.size > 0
      ? [{ id: 'chooseNone', title: names.chooseNone, group, keys: 'Escape', run: choosing.clear }]
      : []),
    { id: 'view', title: names.view, group, keys: 'v', run: options.onView },
  ]
  const judging: Action[] = [
    ...[0, 1, 2, 3, 4, 5].map((stars) => ({
      id: `rate.${stars}`,
      title: names.rate(stars),
      group,
      keys: String(stars),
      run: () => onJudge({ ratingHalves: stars === 0 ? null : stars * 2 }),
    })),
    ...readingStatus.options.map((status) => ({
      id: `status.${status}`,
      title: names.mark(words.statusNames[status]),
      group,
      keys: statusKeys[status],
      run: () => onJudge({ status }),
    })),
  ]
  const writing: Action[] = [
    { id: 'tag', title: names.tag, group, keys: 't', run: options.onTag },
    { id: 'file', title: names.file, group, keys: 'c', run: options.onFile },
    { id: 'trash', title: names.trash, group, keys: 'Delete', otherKeys: '#', run: options.onTrash },
  ]
  // With what is chosen the bar does these.
  const written = mayWrite && choosing.size === 0 ? writing : []
  useActions([...moves, ...choices, ...judging, ...written])
}
