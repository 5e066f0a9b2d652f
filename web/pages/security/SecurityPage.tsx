import { may } from '#contract/permissions.ts'
import { SecondFactorPanel } from '#features/accounts/web/factor/SecondFactorPanel.tsx'
import { PasswordPanel } from '#features/accounts/web/security/PasswordPanel.tsx'
import { SessionsPanel } from '#features/accounts/web/security/SessionsPanel.tsx'
import { TokensPanel } from '#features/accounts/web/security/TokensPanel.tsx'
import { OwnAudit } from '#features/audit/web/OwnAudit.tsx'
import { useMe } from '../useMe.ts'
import { SecurityHeader } from './SecurityHeader.tsx'

/** How the person comes in, and what happened in their name. */
export function SecurityPage() {
  const me = useMe()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <SecurityHeader />
        <PasswordPanel me={me} />
        <SecondFactorPanel />
        <SessionsPanel />
        <TokensPanel mayAdminister={may(me.role, 'people:manage')} />
        <OwnAudit />
      </div>
    </div>
  )
}
