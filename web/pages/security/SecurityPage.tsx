import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { ElsewherePanel } from '#features/accounts/web/elsewhere/ElsewherePanel.tsx'
import { SecondFactorPanel } from '#features/accounts/web/factor/SecondFactorPanel.tsx'
import { PasskeysPanel } from '#features/accounts/web/passkeys/PasskeysPanel.tsx'
import { DeleteAccount } from '#features/accounts/web/security/DeleteAccount.tsx'
import { PasswordPanel } from '#features/accounts/web/security/PasswordPanel.tsx'
import { SessionsPanel } from '#features/accounts/web/security/SessionsPanel.tsx'
import { TokensPanel } from '#features/accounts/web/security/TokensPanel.tsx'
import { OwnAudit } from '#features/audit/web/OwnAudit.tsx'
import { forgetRecent } from '#web/lib/recent.ts'
import { useMe } from '../useMe.ts'
import { SecurityHeader } from './SecurityHeader.tsx'

/** How the person comes in, and what happened in their name. */
export function SecurityPage() {
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = () => {
    forgetRecent()
    void navigate({ to: '/sign-in' }).then(() => client.clear())
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <SecurityHeader />
        <PasswordPanel me={me} />
        <PasskeysPanel />
        <ElsewherePanel />
        <SecondFactorPanel />
        <SessionsPanel />
        <TokensPanel mayAdminister={may(me.role, 'people:manage')} />
        <OwnAudit />
        <DeleteAccount me={me} mayLeave={me.role !== 'owner'} onDeleted={leave} />
      </div>
    </div>
  )
}
