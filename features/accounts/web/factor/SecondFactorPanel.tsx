import { useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { beginSecondFactor, getSecondFactor, type SecondFactor } from '../../contract.ts'
import { passkeysQuery } from '../passkeys/passkeys-query.ts'
import { factorWords } from './words.ts'

// Opened now and then, and drawing a QR code is not small: fetched then.
const SetUpDialog = lazy(async () => ({ default: (await import('./SetUpDialog.tsx')).SetUpDialog }))
const PasskeyFactorDialog = lazy(async () => ({
  default: (await import('./PasskeyFactorDialog.tsx')).PasskeyFactorDialog,
}))
const RenewDialog = lazy(async () => ({ default: (await import('./RenewDialog.tsx')).RenewDialog }))
const RemoveDialog = lazy(async () => ({ default: (await import('./RemoveDialog.tsx')).RemoveDialog }))

/** Fewer are a reason to make new ones. */
const fewCodes = 4

/** Whether signing in asks for a code as well. */
export function SecondFactorPanel() {
  const words = useWords(factorWords)
  const factor = useQuery({
    queryKey: ['account', 'factor'],
    queryFn: ({ signal }) => call(getSecondFactor, {}, { signal }),
  })
  return (
    <Section title={words.title} description={words.help}>
      {factor.isPending ? <Loading rows={1} /> : null}
      {factor.isError ? (
        <ErrorState error={factor.error} onRetry={() => void factor.refetch()} small />
      ) : null}
      {factor.data === undefined ? null : <State factor={factor.data} />}
    </Section>
  )
}

function State({ factor }: { readonly factor: SecondFactor }) {
  const words = useWords(factorWords)
  const format = useFormat()
  const [open, setOpen] = useState<'set up' | 'passkeys' | 'renew' | 'remove' | null>(null)
  const passkeys = useQuery(passkeysQuery)
  // The dialog shows the recovery codes by the time the factor is on.
  const hasPasskey = (passkeys.data?.items.length ?? 0) > 0
  const beginning = useMutation({
    mutationFn: () => call(beginSecondFactor, {}),
    onSuccess: () => setOpen('set up'),
  })
  const close = () => setOpen(null)
  return (
    <div className="flex flex-col items-start gap-3">
      {factor.since === null ? (
        <>
          <p className={factor.isDemanded ? 'border-care border-l-2 pl-3' : 'text-ink-soft'}>
            {factor.isDemanded ? words.demanded : words.off}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" busy={beginning.isPending} onClick={() => beginning.mutate()}>
              {words.setUp}
            </Button>
            {hasPasskey ? <Button onClick={() => setOpen('passkeys')}>{words.usePasskeys}</Button> : null}
          </div>
        </>
      ) : (
        <>
          <p>
            {(factor.by === 'passkeys' ? words.onByPasskeys : words.on)(format.date(factor.since))}{' '}
            {words.left(factor.recoveryCodesLeft)}{' '}
            {factor.recoveryCodesLeft < fewCodes ? <span className="text-care">{words.fewLeft}</span> : null}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('renew')}>{words.renew}</Button>
            <Button look="danger" onClick={() => setOpen('remove')}>
              {words.remove}
            </Button>
          </div>
        </>
      )}
      {beginning.error === null ? null : <ErrorState error={beginning.error} small />}
      <Suspense>
        {open === 'set up' && beginning.data ? <SetUpDialog begun={beginning.data} onClose={close} /> : null}
        {open === 'passkeys' ? <PasskeyFactorDialog onClose={close} /> : null}
        {open === 'renew' ? <RenewDialog onClose={close} /> : null}
        {open === 'remove' ? <RemoveDialog onClose={close} /> : null}
      </Suspense>
    </div>
  )
}
