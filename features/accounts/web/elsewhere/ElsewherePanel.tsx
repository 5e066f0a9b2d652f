import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { beginOidcLink, getOidc, unlinkOidc } from '../../contract.ts'
import { elsewhereWords } from './words.ts'

/** Whether an account elsewhere opens the person's; nothing where the house has none set up. */
export function ElsewherePanel() {
  const words = useWords(elsewhereWords)
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const state = useQuery({
    queryKey: ['account', 'elsewhere'],
    queryFn: ({ signal }) => call(getOidc, {}, { signal }),
  })
  const leaving = useMutation({
    mutationFn: () => call(beginOidcLink, {}),
    onSuccess: ({ url }) => location.assign(url),
  })
  if (!state.data || state.data.name === null) return null
  const { name, isLinked } = state.data
  return (
    <Section title={words.title(name)} description={words.help}>
      <p className={isLinked ? '' : 'text-ink-soft'}>{isLinked ? words.isLinked : words.isNotLinked}</p>
      <div className="mt-3 flex flex-col items-start gap-3">
        {isLinked ? (
          <Button onClick={() => setIsAsking(true)}>{words.unlink}</Button>
        ) : (
          <Button busy={leaving.isPending || leaving.isSuccess} onClick={() => leaving.mutate()}>
            {words.link}
          </Button>
        )}
        {leaving.error === null ? null : <ErrorState error={leaving.error} small />}
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={words.unlinkTitle(name)}
          confirm={words.unlink}
          onConfirm={async () => {
            await call(unlinkOidc, {})
            say({ title: words.unlinked })
            await client.invalidateQueries({ queryKey: ['account'] })
          }}
          onClose={() => setIsAsking(false)}
        >
          {words.unlinkHelp}
        </ConfirmDialog>
      ) : null}
    </Section>
  )
}
