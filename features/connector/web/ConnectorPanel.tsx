import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type ConnectorToken, listConnectorTokens } from '../contract.ts'
import { MakeAddress } from './MakeAddress.tsx'
import { RevokeDialog } from './RevokeDialog.tsx'
import { connectorWords } from './words.ts'

/** The browsers that may save papers in one's name. */
export function ConnectorPanel() {
  const words = useWords(connectorWords)
  const format = useFormat()
  const nowMs = useNow()
  const [leaving, setLeaving] = useState<ConnectorToken | null>(null)
  const tokens = useQuery({
    queryKey: ['connector'],
    queryFn: ({ signal }) => call(listConnectorTokens, {}, { signal }),
  })
  return (
    <Section title={words.title} description={words.description}>
      {tokens.isPending ? <Loading rows={2} /> : null}
      {tokens.isError ? (
        <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} small />
      ) : null}
      {tokens.data?.items.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {tokens.data?.items.map((token) => (
          <li key={token.id} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{token.label}</p>
              <p className="text-ink-faint text-xs">
                {[
                  words.made(format.date(token.createdAt)),
                  token.lastUsedAt === null
                    ? words.neverUsed
                    : words.lastUsed(format.relative(token.lastUsedAt, nowMs)),
                ].join(' · ')}
              </p>
            </div>
            <Button
              size="sm"
              look="danger"
              aria-label={`${words.revoke}: ${token.label}`}
              onClick={() => setLeaving(token)}
            >
              {words.revoke}
            </Button>
          </li>
        ))}
      </ul>
      <MakeAddress />
      {leaving === null ? null : <RevokeDialog token={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  )
}
