import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { followTag, type Tag } from '../../contract.ts'
import { tagsQuery } from '../tags-query.ts'
import { readingWords } from '../words.ts'

/** Follows a tag, or no longer. */
export function useFollowTag() {
  const words = useWords(readingWords).smart
  const client = useQueryClient()
  const failureWords = useFailureWords()
  return useMutation({
    mutationFn: ({ id, follows }: Pick<Tag, 'id' | 'follows'>) =>
      call(followTag, { params: { tagId: id }, body: { follows } }),
    onSuccess: async ({ name, follows }) => {
      say({ title: follows ? words.nowFollowed(name) : words.notFollowed(name) })
      await client.invalidateQueries({ queryKey: tagsQuery.queryKey })
    },
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
}
