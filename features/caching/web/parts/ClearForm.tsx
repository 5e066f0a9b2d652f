import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { Section } from '#web/ui/Section.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { cachePattern, cacheTag, clearCache, warmCache } from '../../contract.ts'
import { cachingQuery } from '../caching-queries.ts'
import { cachingWords } from '../words.ts'

/** An id is all digits, letters a to f and dashes; no namespace is. */
const anId = /^[0-9a-f-]{36}$/

/** What is to be cleared, by what was typed; undefined: it is neither. */
function wantedOf(typed: string): { pattern: string } | { tag: string } | undefined {
  if (anId.test(typed) && cacheTag.safeParse(typed).success) return { tag: typed }
  return cachePattern.safeParse(typed).success ? { pattern: typed } : undefined
}

/** Clears a namespace, a pattern or what was made for an id; and has the first answers made ahead. */
export function ClearForm() {
  const words = useWords(cachingWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const [asking, setAsking] = useState(false)
  const wanted = wantedOf(typed.trim())
  const warm = useMutation({
    mutationFn: () => call(warmCache, {}),
    onSuccess: () => say({ title: words.warming }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  async function clear(): Promise<void> {
    if (wanted === undefined) return
    await call(clearCache, { body: wanted })
    say({ title: words.cleared })
    setTyped('')
    await client.invalidateQueries({ queryKey: cachingQuery.queryKey })
  }
  return (
    <Section title={words.clear} description={words.clearHelp}>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted) setAsking(true)
        }}
      >
        <TextField
          className="w-72 max-w-full"
          label={words.clearWhat}
          value={typed}
          onValue={setTyped}
          placeholder="papers.*"
          autoComplete="off"
          spellCheck={false}
          error={typed.trim() === '' || wanted ? undefined : words.wrongPattern}
        />
        <Button type="submit" disabled={wanted === undefined}>
          {words.clear}
        </Button>
        <span className="flex-1" />
        <Button look="quiet" busy={warm.isPending} onClick={() => warm.mutate()} title={words.warmHelp}>
          {words.warm}
        </Button>
      </form>
      {asking ? (
        <ConfirmDialog
          title={words.clearTitle}
          about={<code className="font-mono">{typed.trim()}</code>}
          confirm={words.clear}
          onConfirm={clear}
          onClose={() => setAsking(false)}
        >
          {words.clearText}
        </ConfirmDialog>
      ) : null}
    </Section>
  )
}
