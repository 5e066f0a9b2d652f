import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { say } from '#web/ui/toasts.ts'
import { addStyle } from '../contract.ts'
import { exportWords } from './words.ts'

export function AddStyleButton() {
  const words = useWords(exportWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const adding = useMutation({
    mutationFn: async (file: File) => call(addStyle, { body: { xml: await file.text() } }),
    onSuccess: ({ title }) => say({ title: words.styleAdded(title) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['styles'] }),
  })
  return (
    <>
      <Button busy={adding.isPending} onClick={() => input.current?.click()}>
        <Plus aria-hidden />
        {words.addStyle}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csl,application/xml,text/xml"
        tabIndex={-1}
        aria-label={words.addStyle}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file !== undefined) adding.mutate(file)
        }}
      />
    </>
  )
}
