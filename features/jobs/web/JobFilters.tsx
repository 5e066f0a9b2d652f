import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { userId as userIdShape } from '#contract/ids.ts'
import { listPeople } from '#features/accounts/contract.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Select } from '#web/ui/Select.tsx'
import { say } from '#web/ui/toasts.ts'
import { controlAllJobs, controlJobs } from '../contract.ts'
import { kindWords } from './job-words.ts'
import type { JobSearch, Whose } from './jobs-query.ts'
import { useErrorWords } from './useErrorWords.ts'
import { jobWords } from './words.ts'

type Props = {
  readonly whose: Whose
  readonly search: JobSearch
  readonly narrow: (change: Omit<JobSearch, 'state'>) => void
  /** What the jobs there are of. */
  readonly kinds: readonly string[]
  readonly errorCodes: readonly string[]
  readonly mayControl: boolean
  /** How many of those shown can be cancelled, and run again. */
  readonly cancellable: number
  readonly repeatable: number
}

const any = 'any'
type Action = 'cancel' | 'retry'

/** What narrows the list of jobs, and what can be done to all that are left. */
export function JobFilters(props: Props) {
  const { whose, search, narrow, kinds, errorCodes, mayControl, cancellable, repeatable } = props
  const words = useWords(jobWords)
  const errorWords = useErrorWords()
  const [asked, setAsked] = useState<Action | undefined>(undefined)
  const set = (field: 'kind' | 'errorCode') => (value: string) =>
    narrow({ [field]: value === any ? undefined : value })
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-1.5 border-b px-3 py-1.5 md:px-4">
      <Select
        label={words.columns.job}
        labelHidden
        look="quiet"
        className="max-w-56"
        isSet={search.kind !== undefined}
        value={search.kind ?? any}
        onValue={set('kind')}
        options={[
          { value: any, label: words.anyKind },
          ...kinds.map((value) => ({ value, label: kindWords(words, value, value) })),
        ]}
      />
      <Select
        label={words.errorClass}
        labelHidden
        look="quiet"
        className="max-w-56"
        isSet={search.errorCode !== undefined}
        value={search.errorCode ?? any}
        onValue={set('errorCode')}
        options={[
          { value: any, label: words.anyError },
          ...errorCodes.map((value) => ({ value, label: errorWords(value) })),
        ]}
      />
      {whose === 'everybody' ? <PersonSelect search={search} narrow={narrow} /> : null}
      {mayControl ? (
        <div className="ml-auto flex gap-1.5">
          {cancellable > 0 ? (
            <Button size="sm" look="quiet" onClick={() => setAsked('cancel')}>
              {words.cancelThese}
            </Button>
          ) : null}
          {repeatable > 0 ? (
            <Button size="sm" look="quiet" onClick={() => setAsked('retry')}>
              {words.retryThese}
            </Button>
          ) : null}
        </div>
      ) : null}
      <ConfirmMany
        action={asked}
        count={asked === 'cancel' ? cancellable : repeatable}
        whose={whose}
        search={search}
        onDone={() => setAsked(undefined)}
      />
    </div>
  )
}

function PersonSelect({ search, narrow }: Pick<Props, 'search' | 'narrow'>) {
  const words = useWords(jobWords)
  const people = useQuery({
    queryKey: ['account', 'people'],
    queryFn: ({ signal }) => call(listPeople, { query: {} }, { signal }),
  })
  return (
    <Select
      label={words.person}
      labelHidden
      look="quiet"
      className="max-w-48"
      isSet={search.userId !== undefined}
      value={search.userId ?? any}
      onValue={(value) => narrow({ userId: userIdShape.safeParse(value).data })}
      options={[
        { value: any, label: words.anyPerson },
        ...(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}

type Confirming = Pick<Props, 'whose' | 'search'> & {
  readonly action: Action | undefined
  readonly count: number
  readonly onDone: () => void
}

function ConfirmMany({ action, count, whose, search, onDone }: Confirming) {
  const words = useWords(jobWords)
  const { close } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (chosen: Action) => {
      const { userId, ...filter } = search
      return whose === 'own'
        ? call(controlJobs, { body: { action: chosen, ...filter } })
        : call(controlAllJobs, { body: { action: chosen, ...filter, userId } })
    },
    onSuccess: ({ changed }, chosen) =>
      say({ title: chosen === 'cancel' ? words.cancelledMany(changed) : words.retriedMany(changed) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => {
      onDone()
      return client.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
  if (action === undefined) return null
  return (
    <Dialog
      open
      onOpen={(open) => !open && onDone()}
      title={action === 'cancel' ? words.cancelTitle(count) : words.retryTitle(count)}
      closeLabel={close}
      actions={
        <>
          <Button onClick={onDone}>{words.keep}</Button>
          <Button
            look={action === 'cancel' ? 'danger' : 'primary'}
            busy={change.isPending}
            onClick={() => change.mutate(action)}
          >
            {action === 'cancel' ? words.cancelThese : words.retryThese}
          </Button>
        </>
      }
    >
      <p className="text-ink-soft">{action === 'cancel' ? words.cancelHelp : words.retryHelp}</p>
    </Dialog>
  )
}
