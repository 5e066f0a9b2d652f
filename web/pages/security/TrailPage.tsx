import { useNavigate, useSearch } from '@tanstack/react-router'
import { auditAct } from '#features/audit/contract.ts'
import { AuditTrail } from '#features/audit/web/AuditTrail.tsx'
import { VerifyPanel } from '#features/audit/web/VerifyPanel.tsx'
import { auditWords } from '#features/audit/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { SecurityHeader } from './SecurityHeader.tsx'

/** Who did what in the house, for who looks after it. */
export function TrailPage() {
  const words = useWords(auditWords)
  const { act, q } = useSearch({ from: '/frame/security/trail' })
  const navigate = useNavigate()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <SecurityHeader description={words.help} />
        <div className="border-t py-section">
          <VerifyPanel />
        </div>
        <AuditTrail
          search={{ act: auditAct.safeParse(act).data, q }}
          narrow={(change) => void navigate({ to: '/security/trail', search: change, replace: true })}
        />
      </div>
    </div>
  )
}
