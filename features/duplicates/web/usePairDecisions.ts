import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import {
  dismissDuplicate,
  linkVersions,
  mergePapers,
  reopenDuplicate,
  undoMerge,
  unlinkVersion,
} from '../contract.ts'
import { useFieldWords } from './useFieldWords.ts'
import { duplicateWords } from './words.ts'

type Merge = { readonly paperId: string; readonly otherId: string; readonly take?: string[] }

/** What a person decides about two papers, each with its way back. */
export function usePairDecisions() {
  const words = useWords(duplicateWords)
  const { nameOf } = useFieldWords()
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const shared = {
    onError: (error: unknown) => say({ ...failureWords(error), tone: 'bad' as const }),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [topic] }) => topic === 'papers' || topic === 'paper',
      }),
  }
  const undoing = useMutation({
    ...shared,
    mutationFn: (mergeId: string) => call(undoMerge, { params: { mergeId } }),
    onSuccess: ({ kept }) =>
      say({
        title: words.undone,
        ...(kept.length > 0 ? { help: words.undoneExcept(kept.map(nameOf).join(', ')) } : {}),
      }),
  })
  const merging = useMutation({
    ...shared,
    mutationFn: ({ paperId, otherId, take }: Merge) =>
      call(mergePapers, { params: { paperId }, body: { otherId, ...(take && { take }) } }),
    onSuccess: ({ mergeId }) =>
      say({ title: words.merged, action: { label: words.undo, run: () => undoing.mutate(mergeId) } }),
  })
  const reopening = useMutation({
    ...shared,
    mutationFn: (suggestionId: string) => call(reopenDuplicate, { params: { suggestionId } }),
  })
  const dismissing = useMutation({
    ...shared,
    mutationFn: (suggestionId: string) => call(dismissDuplicate, { params: { suggestionId } }),
    onSuccess: (_, suggestionId) =>
      say({
        title: words.dismissed,
        action: { label: words.undo, run: () => reopening.mutate(suggestionId) },
      }),
  })
  const unlinking = useMutation({
    ...shared,
    mutationFn: (paperId: string) => call(unlinkVersion, { params: { paperId } }),
    onSuccess: () => say({ title: words.unlinked }),
  })
  const linking = useMutation({
    ...shared,
    mutationFn: ({ paperId, otherId }: Merge) =>
      call(linkVersions, { params: { paperId }, body: { otherId } }),
    onSuccess: () => say({ title: words.linked }),
  })
  return {
    merge: merging.mutateAsync,
    undo: undoing.mutate,
    dismiss: dismissing.mutate,
    link: linking.mutate,
    unlink: unlinking.mutate,
    isBusy: [undoing, merging, dismissing, linking, unlinking, reopening].some((each) => each.isPending),
  }
}
