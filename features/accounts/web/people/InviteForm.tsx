import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyField } from '#web/ui/CopyField.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { invite } from '../../contract.ts'
import { accountWords } from '../words.ts'

const invitedRoles = ['member', 'reader', 'admin'] as const
type InvitedRole = (typeof invitedRoles)[number]

/** Makes an invitation link and shows it once. */
export function InviteForm() {
  const words = useWords(accountWords)
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<InvitedRole>('member')
  const inviting = useMutation({ mutationFn: () => call(invite, { body: { email, role } }) })
  if (inviting.data !== undefined) {
    return (
      <div className="mt-5 flex flex-col items-start gap-3">
        <CopyField
          label={words.linkFor(inviting.data.email)}
          value={inviting.data.link}
          hint={words.linkOnce}
          copyLabel={words.copy}
          copiedLabel={words.copied}
        />
        <Button
          size="sm"
          onClick={() => {
            setEmail('')
            inviting.reset()
          }}
        >
          {words.inviteAnother}
        </Button>
      </div>
    )
  }
  return (
    <div className="mt-5 flex flex-col gap-3">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          inviting.mutate()
        }}
      >
        <h3 className="font-medium">{words.inviteTitle}</h3>
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            label={words.email}
            type="email"
            required
            autoComplete="off"
            className="min-w-56 flex-1"
            value={email}
            onValue={setEmail}
          />
          <Select
            label={words.role}
            className="w-40"
            options={invitedRoles.map((value) => ({ value, label: words.roleNames[value] }))}
            value={role}
            onValue={setRole}
          />
          <Button type="submit" busy={inviting.isPending}>
            {words.invite}
          </Button>
        </div>
        <p className="text-ink-faint text-xs">
          {words.roleHints[role]}. {words.inviteHint}
        </p>
      </form>
      {inviting.error === null ? null : <ErrorState error={inviting.error} small />}
    </div>
  )
}
