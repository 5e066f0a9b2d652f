import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type AttentionItem, markSeen, unmarkSeen } from '#features/admin/contract.ts'
import { makeBackupNow } from '#features/backup/contract.ts'
import { controlAllJobs, setQueue } from '#features/jobs/contract.ts'
import { clearFlag } from '#features/usage/contract.ts'
import { releaseEvent } from '#features/watch/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import type { en } from './text.en.ts'
import { adminWords } from './words.ts'

type Words = typeof en
type Act = {
  readonly name: keyof Words['acts']
  /** Asks for it. @returns what to say when it is done */
  readonly ask: (words: Words) => Promise<string>
}

/** What can be done about an item without leaving the page. */
function actOf(item: AttentionItem): Act | undefined {
  switch (item.kind) {
    case 'jobs_failed': {
      const { jobKind: kind, errorCode } = item
      const body = { action: 'retry', state: 'failed', kind, errorCode } as const
      return {
        name: 'retry',
        ask: async (words) => words.done.retry((await call(controlAllJobs, { body })).changed),
      }
    }
    case 'queue_paused': {
      const request = { params: { queue: item.queue }, body: { paused: false } }
      return { name: 'resume', ask: (words) => call(setQueue, request).then(() => words.done.resume) }
    }
    case 'backup_unproven': {
      const body = { kind: 'incremental', drill: true } as const
      return {
        name: 'backUp',
        ask: (words) => call(makeBackupNow, { body }).then(() => words.done.backUp),
      }
    }
    case 'suspicion': {
      const { id, answer } = item.event
      const name = answer === 'slowed' || answer === 'challenged' ? 'release' : 'unlock'
      const request = { params: { securityEventId: id } }
      return { name, ask: (words) => call(releaseEvent, request).then(() => words.done[name]) }
    }
    case 'unusual_use': {
      const request = { params: { usageFlagId: item.flag.id }, body: {} }
      return { name: 'clear', ask: (words) => call(clearFlag, request).then(() => words.done.clear) }
    }
    default:
      return undefined
  }
}

/** The pages of the features show the same; they ask again when they are next on screen. */
const touched = ['attention', 'jobs', 'watch', 'usage', 'health']

export function useAttentionActs(item: AttentionItem) {
  const words = useWords(adminWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const refetch = () =>
    client.invalidateQueries({ predicate: ({ queryKey: [topic] }) => touched.includes(String(topic)) })
  const onError = (error: unknown) => say({ ...failureWords(error), tone: 'bad' })
  const act = actOf(item)
  const acting = useMutation({
    mutationFn: async () => act?.ask(words),
    onSuccess: (title) => title !== undefined && say({ title }),
    onError,
    onSettled: refetch,
  })
  const { key, at } = item
  const seeing = useMutation({
    mutationFn: () => call(markSeen, { body: { key, at } }),
    onSuccess: () => {
      const run = () => void call(unmarkSeen, { query: { key } }).catch(onError).then(refetch)
      say({ title: words.seenDone, action: { label: words.undo, isUndo: true, run } })
    },
    onError,
    onSettled: refetch,
  })
  return {
    act: act && { name: act.name, isBusy: acting.isPending, run: () => acting.mutate() },
    seen: { isBusy: seeing.isPending, run: () => seeing.mutate() },
  }
}
