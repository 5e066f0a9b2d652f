import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallOf } from '#contract/endpoint.ts'
import { asApiProblem } from '#web/lib/api-problem.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { changeTag, mergeTags, removeTags, type Tag, undoTagChange } from '../../contract.ts'
import { readingWords } from '../words.ts'

type Body = CallOf<typeof changeTag>['body']

/** A tag has the wished name already. */
export type NameTaken = { readonly tag: Tag; readonly body: Body; readonly name: string }

/** Renames, merges and removes tags; each says so with a way back. */
export function useTagChanges(onTaken: (taken: NameTaken) => void) {
  const words = useWords(readingWords).tagTree
  const { undo } = useWords(uiWords)
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const refresh = () =>
    Promise.all(
      [['tags'], ['papers'], ['paper'], ['collections']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  const refused = (error: unknown) => say({ ...failureWords(error), tone: 'bad' })
  const undoing = useMutation({
    mutationFn: (changeId: string) => call(undoTagChange, { params: { changeId } }),
    onError: refused,
    onSettled: refresh,
  })
  const done = (title: string, changeId: string | null) =>
    say({
      title,
      ...(changeId === null
        ? {}
        : { action: { label: undo, isUndo: true, run: () => undoing.mutate(changeId) } }),
    })
  const changing = useMutation({
    mutationFn: ({ tag, body }: { readonly tag: Tag; readonly body: Body }) =>
      call(changeTag, { params: { tagId: tag.id }, body }),
    onSuccess: ({ tag, changeId }, { tag: before, body }) => {
      if (body.merges === true) done(words.merged(before.name, tag.name), changeId)
      else if (tag.name !== before.name) done(words.renamed(before.name, tag.name), changeId)
    },
    onError: (error, { tag, body }) => {
      const { code, details } = asApiProblem(error)
      const isTaken = code === 'tag_name_taken' && typeof details.name === 'string'
      if (isTaken) onTaken({ tag, body, name: String(details.name) })
      else refused(error)
    },
    onSettled: refresh,
  })
  const merging = useMutation({
    mutationFn: ({ tags, into }: { readonly tags: readonly Tag[]; readonly into: Tag }) =>
      call(mergeTags, { body: { tagIds: tags.map(({ id }) => id), intoId: into.id } }),
    onSuccess: ({ tag, changeId }, { tags }) => {
      const others = tags.filter(({ id }) => id !== tag.id)
      const [first] = others
      const isOne = others.length === 1 && first !== undefined
      done(isOne ? words.merged(first.name, tag.name) : words.mergedMany(others.length, tag.name), changeId)
    },
    onError: refused,
    onSettled: refresh,
  })
  const removing = useMutation({
    mutationFn: (body: CallOf<typeof removeTags>['body']) => call(removeTags, { body }),
    onSuccess: ({ removed, changeId }) =>
      done(removed === 0 ? words.noneUnused : words.removed(removed), changeId),
    onError: refused,
    onSettled: refresh,
  })
  return {
    change: (tag: Tag, body: Body) => changing.mutate({ tag, body }),
    merge: (tags: readonly Tag[], into: Tag) => merging.mutate({ tags, into }),
    remove: (tags: readonly Tag[]) => removing.mutate({ tagIds: tags.map(({ id }) => id) }),
    removeUnused: (libraryId: Tag['libraryId']) => removing.mutate({ unusedOf: libraryId }),
    /** The names that are wished and not yet there, by the ids of their tags. */
    isBusy: changing.isPending || merging.isPending || removing.isPending,
  }
}
