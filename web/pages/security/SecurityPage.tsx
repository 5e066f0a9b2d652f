import { OwnAudit } from '#features/audit/web/OwnAudit.tsx'
import { SecurityHeader } from './SecurityHeader.tsx'

/** How the person comes in, and what happened in their name. */
export function SecurityPage() {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <SecurityHeader />
        <OwnAudit />
      </div>
    </div>
  )
}
