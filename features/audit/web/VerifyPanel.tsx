import { useMutation } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyField } from '#web/ui/CopyField.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type AuditVerdict, verifyAudit } from '../contract.ts'
import { auditWords } from './words.ts'

/** Has the server hold every row against its hash, and says what it found. */
export function VerifyPanel() {
  const words = useWords(auditWords)
  const verifying = useMutation({ mutationFn: () => call(verifyAudit, {}) })
  return (
    <div className="flex flex-col items-start gap-3">
      <Button onClick={() => verifying.mutate()} busy={verifying.isPending}>
        <ShieldCheck aria-hidden />
        {words.verify}
      </Button>
      {verifying.error === null ? null : <ErrorState error={verifying.error} small />}
      {verifying.data === undefined ? null : <Verdict verdict={verifying.data} />}
    </div>
  )
}

function Verdict({ verdict: { fault, checkedCount, head } }: { readonly verdict: AuditVerdict }) {
  const words = useWords(auditWords)
  const format = useFormat()
  return (
    <>
      <p role="status" className={fault === null ? 'text-good' : 'font-medium text-bad'}>
        {fault === null
          ? words.sound(format.number(checkedCount))
          : words.faults[fault.kind](format.number(fault.seq))}
      </p>
      <CopyField
        label={words.head}
        hint={words.headHint}
        value={`${head.seq}:${head.hash}`}
        copyLabel={words.copy}
        copiedLabel={words.copied}
      />
    </>
  )
}
