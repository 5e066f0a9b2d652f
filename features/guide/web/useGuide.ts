import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { may, type Role } from '#contract/permissions.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { type GuideStep, guideStep, saveGuide } from '../contract.ts'
import { guideQuery } from './guide-query.ts'
import { guideWords } from './words.ts'

const needed = { add: 'papers:write', ask: 'analyses:request', judge: 'papers:write' } as const

/** The steps a person may take: who only reads is not asked to add. */
function stepsOf(role: Role): readonly GuideStep[] {
  const needs: Partial<Record<GuideStep, (typeof needed)[keyof typeof needed]>> = needed
  return guideStep.options.filter((step) => {
    const permission = needs[step]
    return permission === undefined || may(role, permission)
  })
}

/** What is left of the first steps, and how they are noted; undefined while nothing is to be shown. */
export function useGuide(role: Role) {
  const words = useWords(guideWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const { data } = useQuery(guideQuery)
  const { mutate: save } = useMutation({
    mutationFn: (body: { tried?: 'claim' | 'find'; isDismissed?: boolean }) => call(saveGuide, { body }),
    onSuccess: (guide) => client.setQueryData(guideQuery.queryKey, guide),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  const steps = stepsOf(role)
  const isOpen = data !== undefined && !data.isDismissed
  const left = isOpen ? steps.filter((step) => !data.done.includes(step)) : []
  const wasShown = useRef(false)
  const isComplete = isOpen && left.length === 0
  // The server is the outside system: a guide that is done is closed there, for good.
  useEffect(() => {
    if (isOpen && !isComplete) wasShown.current = true
    if (!isComplete) return
    if (wasShown.current) say({ title: words.allDone, help: words.allDoneHelp })
    save({ isDismissed: true })
  }, [isOpen, isComplete, save, words])
  if (data === undefined || data.isDismissed || isComplete) return undefined
  return {
    steps,
    left,
    paperId: data.paperId,
    note: (tried: 'claim' | 'find') => {
      if (left.includes(tried)) save({ tried })
    },
    dismiss: () => {
      save({ isDismissed: true })
      say({
        title: words.dismissed,
        action: { label: words.bringBack, isUndo: true, run: () => save({ isDismissed: false }) },
      })
    },
  }
}
