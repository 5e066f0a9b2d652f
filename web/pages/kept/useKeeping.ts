import { useMutation } from '@tanstack/react-query'
import { keepPaper, letGo, useKept } from '#web/lib/kept.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { useMe } from '../useMe.ts'
import { houseAddresses, toKeep } from './kept-addresses.ts'
import { keptWords } from './words.ts'

/** Whether this browser keeps the paper, and the way to change that. */
export function useKeeping({ id, title }: { readonly id: string; readonly title: string }) {
  const words = useWords(keptWords)
  const failureWords = useFailureWords()
  const me = useMe()
  const isKept = useKept().some((kept) => kept.id === id)
  const changing = useMutation({
    mutationFn: async () => {
      if (isKept) {
        await letGo(id)
        return words.gone
      }
      await keepPaper(me.id, houseAddresses, await toKeep(id))
      return words.kept(title)
    },
    onSuccess: (said) => say({ title: said }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    networkMode: 'always',
  })
  return { isKept, isBusy: changing.isPending, change: () => changing.mutate() }
}
