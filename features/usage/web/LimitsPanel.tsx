import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { removeLimit, type UsageLimit } from '../contract.ts'
import { LimitForm } from './LimitForm.tsx'
import { limitsQuery } from './usage-queries.ts'
import { useAmount } from './useAmount.ts'
import { usageWords } from './words.ts'

type Props = {
  /** Who is here, to set a limit for one of them. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** What may be spent, by everybody together, each one with a role, or single people. */
export function LimitsPanel({ people }: Props) {
  const words = useWords(usageWords)
  const limits = useQuery(limitsQuery)
  return (
    <Section title={words.limits} description={words.limitsHelp}>
      {limits.isPending ? <Loading rows={2} /> : null}
      {limits.isError ? (
        <ErrorState error={limits.error} onRetry={() => void limits.refetch()} small />
      ) : null}
      {limits.data?.items.length === 0 ? <p className="text-ink-soft">{words.noLimits}</p> : null}
      {limits.data !== undefined && limits.data.items.length > 0 ? (
        <ul aria-label={words.limits} className="divide-y border-y">
          {limits.data.items.map((limit) => (
            <LimitRow key={limit.id} limit={limit} />
          ))}
        </ul>
      ) : null}
      <LimitForm people={people} />
    </Section>
  )
}

function LimitRow({ limit }: { readonly limit: UsageLimit }) {
  const words = useWords(usageWords)
  const failureWords = useFailureWords()
  const amount = useAmount()
  const client = useQueryClient()
  const { id, target, name, meter, period, soft, hard } = limit
  const whom =
    target.appliesTo === 'house'
      ? words.house
      : target.appliesTo === 'role'
        ? words.eachRole[target.role]
        : (name ?? words.somebody)
  const removing = useMutation({
    mutationFn: () => call(removeLimit, { params: { usageLimitId: id } }),
    onSuccess: () => say({ title: words.removed }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['usage'] }),
  })
  const says = [
    ...(soft === null ? [] : [words.warnsFrom(amount(meter, soft))]),
    ...(hard === null ? [] : [`${words.hard} ${amount(meter, hard)}`]),
  ]
  return (
    <li className="flex items-center gap-3 py-2">
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm">{whom}</span>
        <span className="text-ink-faint text-xs">
          {words.meters[meter]}, {words.perPeriod[period]} · {says.join(' · ')}
        </span>
      </span>
      <IconButton
        icon={<X aria-hidden />}
        label={words.remove(whom)}
        disabled={removing.isPending}
        onClick={() => removing.mutate()}
      />
    </li>
  )
}
