import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu } from '#web/ui/Menu.tsx'
import { Select } from '#web/ui/Select.tsx'
import { say } from '#web/ui/toasts.ts'
import { changePerson, type Person } from '../../contract.ts'
import { factorWords } from '../factor/words.ts'
import { peopleQuery } from '../people-query.ts'
import { securityWords } from '../security/words.ts'
import { accountWords } from '../words.ts'
import { DeletePerson } from './DeletePerson.tsx'
import { LockDialog } from './LockDialog.tsx'
import { peopleWords } from './words.ts'

const givenRoles = ['admin', 'member', 'reader'] as const
type Change = {
  role?: (typeof givenRoles)[number]
  isActive?: boolean
  unlock?: true
  resetSecondFactor?: true
  endSessions?: true
  lock?: { reason: string; hours: number }
}
type Asked = 'deactivate' | 'reset' | 'lock' | 'delete'
type Props = {
  readonly person: Person
  /** Saves what the house holds of the person as a file. */
  readonly onSave: () => Promise<unknown>
}

/** What may be done about somebody else's account. */
export function PersonActions({ person, onSave }: Props) {
  const { id, name, role, isActive, hasSecondFactor, lockedUntil } = person
  const words = useWords(accountWords)
  const people = useWords(peopleWords)
  const security = useWords(securityWords)
  const factor = useWords(factorWords)
  const client = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const refetch = () => client.invalidateQueries({ queryKey: peopleQuery.queryKey })
  const changing = useMutation({
    mutationFn: (body: Change) => call(changePerson, { params: { userId: id }, body }),
    onSuccess: (_done, { endSessions }) => endSessions && say({ title: people.endedSessions(name) }),
    onSettled: refetch,
  })
  const saving = useMutation({ mutationFn: onSave })
  const close = () => setAsked(null)
  const entry = (label: string, onPick: () => void) => ({ label, onPick })
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
        {isActive ? null : (
          <Button
            size="sm"
            onClick={() => changing.mutate({ isActive: true })}
            aria-label={security.activateOf(name)}
          >
            {security.activate}
          </Button>
        )}
        <Menu
          trigger={<IconButton label={people.more(name)} icon={<Ellipsis aria-hidden />} />}
          align="start"
          entries={[
            entry(people.endSessions, () => changing.mutate({ endSessions: true })),
            ...(hasSecondFactor ? [entry(factor.reset, () => setAsked('reset'))] : []),
            entry(people.saveData, () => saving.mutate()),
            { kind: 'line', label: 'line' },
            entry(people.lock, () => setAsked('lock')),
            ...(isActive ? [entry(security.deactivate, () => setAsked('deactivate'))] : []),
            { ...entry(people.delete, () => setAsked('delete')), danger: true },
          ]}
        />
      </div>
      {changing.error === null || asked !== null ? null : <ErrorState error={changing.error} small />}
      {saving.error === null ? null : <ErrorState error={saving.error} small />}
      {asked === 'deactivate' ? (
        <ConfirmDialog
          title={security.deactivateOf(name)}
          confirm={security.deactivate}
          onConfirm={() => changing.mutateAsync({ isActive: false })}
          onClose={close}
        >
          {security.deactivateHelp}
        </ConfirmDialog>
      ) : null}
      {asked === 'reset' ? (
        <ConfirmDialog
          title={factor.resetOf(name)}
          confirm={factor.reset}
          onConfirm={() => changing.mutateAsync({ resetSecondFactor: true })}
          onClose={close}
        >
          {factor.resetHelp}
        </ConfirmDialog>
      ) : null}
      {asked === 'lock' ? (
        <LockDialog name={name} onLock={(lock) => changing.mutateAsync({ lock })} onClose={close} />
      ) : null}
      {asked === 'delete' ? (
        <DeletePerson person={person} onDeleted={() => void refetch()} onClose={close} />
      ) : null}
    </>
  )
}
