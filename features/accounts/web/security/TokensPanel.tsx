import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { type ApiToken, listTokens, revokeToken } from '../../contract.ts'
import { MakeTokenForm } from './MakeTokenForm.tsx'
import { tokensKey } from './tokens-key.ts'
import { securityWords } from './words.ts'

/** The programs that may act in the person's name. */
export function TokensPanel({ mayAdminister }: { readonly mayAdminister: boolean }) {
  const words = useWords(securityWords)
  const tokens = useQuery({
    queryKey: tokensKey,
    queryFn: ({ signal }) => call(listTokens, {}, { signal }),
  })
  return (
    <Section title={words.tokens} description={words.tokensHelp}>
      {tokens.isPending ? <Loading rows={2} /> : null}
      {tokens.isError ? (
        <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} small />
      ) : null}
      {tokens.data?.items.length === 0 ? <p className="text-ink-soft">{words.noTokens}</p> : null}
      <ul aria-label={words.tokens} className="divide-y border-y empty:hidden">
        {tokens.data?.items.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
      <MakeTokenForm mayAdminister={mayAdminister} />
    </Section>
  )
}

function TokenRow({ token }: { readonly token: ApiToken }) {
  const words = useWords(securityWords)
  const format = useFormat()
  const nowMs = useNow()
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const revoking = useMutation({
    mutationFn: () => call(revokeToken, { params: { apiTokenId: token.id } }),
    onSuccess: () => say({ title: words.tokenRevoked }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: tokensKey }),
  })
  const { label, scope, expiresAt, lastUsedAt, lastAddress } = token
  const isOver = Date.parse(expiresAt) <= nowMs
  const about = [
    isOver ? words.tokenOver : words.tokenUntil(format.date(expiresAt)),
    lastUsedAt === null ? words.tokenUnused : words.lastUsed(format.relative(lastUsedAt, nowMs)),
    lastAddress === null ? undefined : words.from(lastAddress),
  ].filter((part) => part !== undefined)
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-2 font-medium">
          <span className="break-all">{label}</span>
          <Badge>{words.scopes[scope]}</Badge>
        </p>
        <p className="break-words text-ink-faint text-xs">{about.join(' · ')}</p>
      </div>
      <Button
        size="sm"
        look="quiet"
        busy={revoking.isPending}
        onClick={() => revoking.mutate()}
        aria-label={words.revokeOf(label)}
      >
        {words.revoke}
      </Button>
    </li>
  )
}
