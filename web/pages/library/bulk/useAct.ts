import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActDone } from '#contract/acts.ts'
import { undoAct } from '#features/history/contract.ts'
import { trashMany } from '#features/papers/contract.ts'
import { fileMany, type Judgement, judgeMany, tagMany } from '#features/reading/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { libraryWords } from '../words.ts'
import type { Chosen } from './chosen.ts'

export type JudgeChange = Partial<Pick<Judgement, 'ratingHalves' | 'status'>>

/** Says what was done, of so many papers. */
type Done = (count: number, formatted: string) => string

/** Does something to many papers at once: says what came of it, with the way back, and has the lists fetched anew. */
export function useAct() {
  const client = useQueryClient()
  const words = useWords(libraryWords).bulk
  const { undo } = useWords(uiWords)
  const failureWords = useFailureWords()
  const format = useFormat()
  const [isBusy, setIsBusy] = useState(false)
  const refresh = () =>
    Promise.all(
      [['papers'], ['paper'], ['tags'], ['collections']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  /** @returns whether it was done */
  const guarded = async (work: () => Promise<void>) => {
    setIsBusy(true)
    try {
      await work()
      return true
    } catch (error) {
      say({ ...failureWords(error), tone: 'bad' })
      return false
    } finally {
      setIsBusy(false)
      void refresh()
    }
  }
  const takeBack = (actId: string) =>
    guarded(async () => {
      const { changed, kept } = await call(undoAct, { params: { actId } })
      const left = kept.reduce((sum, { count }) => sum + count, 0)
      say({
        title: words.undone(changed, format.number(changed)),
        ...(left > 0 && { help: words.kept(left, format.number(left)) }),
      })
    })
  const act = (ask: () => Promise<ActDone>, done: Done) =>
    guarded(async () => {
      const { actId, changed } = await ask()
      say({
        title: actId === null ? words.nothingChanged : done(changed, format.number(changed)),
        ...(actId !== null && {
          action: { label: undo, isUndo: true, run: () => void takeBack(actId) },
        }),
      })
    })
  return {
    isBusy,
    judge: (papers: Chosen, change: JudgeChange) =>
      act(() => call(judgeMany, { body: { papers, ...change } }), words.judged),
    tag: (papers: Chosen, name: string) =>
      act(
        () => call(tagMany, { body: { papers, add: [name] } }),
        (_count, formatted) => words.tagged(formatted, name),
      ),
    untag: (papers: Chosen, name: string) =>
      act(
        () => call(tagMany, { body: { papers, remove: [name] } }),
        (_count, formatted) => words.untagged(formatted, name),
      ),
    file: (papers: Chosen, collection: { readonly id: string; readonly name: string }) =>
      act(
        () => call(fileMany, { body: { papers, collectionId: collection.id, action: 'file' } }),
        (_count, formatted) => words.filed(formatted, collection.name),
      ),
    trash: (papers: Chosen) => act(() => call(trashMany, { body: { papers } }), words.trashed),
  }
}

export type Acts = ReturnType<typeof useAct>
