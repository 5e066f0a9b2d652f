import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { NameDialog } from '#web/ui/NameDialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type Passkey, removePasskey, renamePasskey } from '../../contract.ts'
import { passkeysQuery } from './passkeys-query.ts'
import { passkeyWords } from './words.ts'

export function PasskeyRow({ passkey }: { readonly passkey: Passkey }) {
  const words = useWords(passkeyWords)
  const format = useFormat()
  const nowMs = useNow()
  const client = useQueryClient()
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null)
  const { id: passkeyId, label, isSynced, host, createdAt, lastUsedAt } = passkey
  const about = [
    words.since(format.date(createdAt)),
    lastUsedAt === null ? words.unused : words.lastUsed(format.relative(lastUsedAt, nowMs)),
    host === location.hostname ? undefined : words.opens(host),
  ].filter((part) => part !== undefined)
  const close = () => setOpen(null)
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-2 font-medium">
          <span className="break-all">{label}</span>
          {isSynced ? <Badge>{words.synced}</Badge> : null}
        </p>
        <p className="break-words text-ink-faint text-xs">{about.join(' · ')}</p>
      </div>
      <Button size="sm" look="quiet" onClick={() => setOpen('rename')} aria-label={words.renameOf(label)}>
        {words.rename}
      </Button>
      <Button size="sm" look="quiet" onClick={() => setOpen('remove')} aria-label={words.removeOf(label)}>
        {words.remove}
      </Button>
      {open === 'rename' ? (
        <NameDialog
          title={words.renameTitle}
          label={words.name}
          maxLength={80}
          name={label}
          onName={async (name) => {
            await call(renamePasskey, { params: { passkeyId }, body: { label: name } })
            await client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
          }}
          onClose={close}
        />
      ) : null}
      {open === 'remove' ? (
        <ConfirmDialog
          title={words.removeTitle(label)}
          confirm={words.remove}
          onConfirm={async () => {
            await call(removePasskey, { params: { passkeyId } })
            say({ title: words.removed })
            await client.invalidateQueries({ queryKey: ['account'] })
          }}
          onClose={close}
        >
          {words.removeHelp}
        </ConfirmDialog>
      ) : null}
    </li>
  )
}
