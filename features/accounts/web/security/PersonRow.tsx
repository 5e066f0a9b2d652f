import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { changePerson, type Person } from '../../contract.ts'
import { factorWords } from '../factor/words.ts'
import { accountWords } from '../words.ts'
import { securityWords } from './words.ts'

const givenRoles = ['admin', 'member', 'reader'] as const
type Change = {
  role?: (typeof givenRoles)[number]
  isActive?: boolean
  unlock?: true
  resetSecondFactor?: true
}
type Props = {
  readonly person: Person
  readonly isMe: boolean
  readonly mayManage: boolean
}

/** One person with an account: who they are, and what may be changed about it. */
export function PersonRow({ person, isMe, mayManage }: Props) {
  const words = useWords(accountWords)
  const security = useWords(securityWords)
  const format = useFormat()
  const factor = useWords(factorWords)
  const { name, email, role, isActive, hasSecondFactor, lockedUntil } = person
  const isChangeable = mayManage && !isMe && role !== 'owner'
  return (
    <li className="flex flex-col gap-2 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{name}</span>
        {isMe ? <span className="text-ink-faint text-xs">{words.you}</span> : null}
        <span className="min-w-0 flex-1 truncate text-ink-soft">{email}</span>
        {hasSecondFactor ? <Badge tone="good">{factor.badge}</Badge> : null}
        {isActive ? null : <span className="text-bad text-xs">{security.deactivated}</span>}
        {lockedUntil === null ? null : (
          <span className="text-bad text-xs">{security.lockedUntil(format.dateTime(lockedUntil))}</span>
        )}
        {isChangeable ? null : <Badge>{words.roleNames[role]}</Badge>}
        <span className="text-ink-faint text-xs">{words.since(format.date(person.createdAt))}</span>
      </div>
      {isChangeable ? <PersonActions person={person} /> : null}
    </li>
  )
}

function PersonActions({
  person: { id, name, role, isActive, hasSecondFactor, lockedUntil },
}: Pick<Props, 'person'>) {
  const words = useWords(accountWords)
  const security = useWords(securityWords)
  const client = useQueryClient()
  const factor = useWords(factorWords)
  const [asked, setAsked] = useState<'deactivate' | 'reset' | null>(null)
  const changing = useMutation({
    mutationFn: (body: Change) => call(changePerson, { params: { userId: id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['account', 'people'] }),
  })
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5">
        <Select
          label={security.changeRole(name)}
          labelHidden
          className="w-36"
          value={role === 'owner' ? 'admin' : role}
          onValue={(value) => changing.mutate({ role: value })}
          options={givenRoles.map((value) => ({ value, label: words.roleNames[value] }))}
        />
        {lockedUntil === null ? null : (
          <Button
            size="sm"
            onClick={() => changing.mutate({ unlock: true })}
            aria-label={security.unlockOf(name)}
          >
            {security.unlock}
          </Button>
        )}
        {isActive ? (
          <Button
            size="sm"
            look="quiet"
            onClick={() => setAsked('deactivate')}
            aria-label={security.deactivateOf(name)}
          >
            {security.deactivate}
          </Button>
        ) : (
          <Button
            size="sm"
            onClick={() => changing.mutate({ isActive: true })}
            aria-label={security.activateOf(name)}
          >
            {security.activate}
          </Button>
        )}
        {hasSecondFactor ? (
          <Button size="sm" look="quiet" onClick={() => setAsked('reset')} aria-label={factor.resetOf(name)}>
            {factor.reset}
          </Button>
        ) : null}
      </div>
      {changing.error === null ? null : <ErrorState error={changing.error} small />}
      {asked === 'deactivate' ? (
        <ConfirmDialog
          title={security.deactivateOf(name)}
          confirm={security.deactivate}
          onConfirm={() => changing.mutateAsync({ isActive: false })}
          onClose={() => setAsked(null)}
        >
          {security.deactivateHelp}
        </ConfirmDialog>
      ) : null}
      {asked === 'reset' ? (
        <ConfirmDialog
          title={factor.resetOf(name)}
          confirm={factor.reset}
          onConfirm={() => changing.mutateAsync({ resetSecondFactor: true })}
          onClose={() => setAsked(null)}
        >
          {factor.resetHelp}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
