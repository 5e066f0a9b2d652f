import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { Select } from '#web/ui/Select.tsx'
import { changePerson, type Person } from '../../contract.ts'
import { accountWords } from '../words.ts'
import { Refusal } from './Refusal.tsx'
import { securityWords } from './words.ts'

const givenRoles = ['admin', 'member', 'reader'] as const
type Change = { role?: (typeof givenRoles)[number]; isActive?: boolean; unlock?: true }
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
  const { name, email, role, isActive, lockedUntil } = person
  const isChangeable = mayManage && !isMe && role !== 'owner'
  return (
    <li className="flex flex-col gap-2 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{name}</span>
        {isMe ? <span className="text-ink-faint text-xs">{words.you}</span> : null}
        <span className="min-w-0 flex-1 truncate text-ink-soft">{email}</span>
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

function PersonActions({ person: { id, name, role, isActive, lockedUntil } }: Pick<Props, 'person'>) {
  const words = useWords(accountWords)
  const security = useWords(securityWords)
  const client = useQueryClient()
  const [isAsked, setIsAsked] = useState(false)
  const changing = useMutation({
    mutationFn: (body: Change) => call(changePerson, { params: { userId: id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['account', 'people'] }),
  })
  const again = () => changing.variables && changing.mutate(changing.variables)
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
            onClick={() => setIsAsked(true)}
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
      </div>
      <Refusal error={changing.error} onConfirmed={again} />
      {isAsked ? (
        <ConfirmDialog
          title={security.deactivateOf(name)}
          confirm={security.deactivate}
          onConfirm={async () => {
            setIsAsked(false)
            changing.mutate({ isActive: false })
          }}
          onClose={() => setIsAsked(false)}
        >
          {security.deactivateHelp}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
