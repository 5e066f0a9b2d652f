import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import type { Person } from '../../contract.ts'
import { factorWords } from '../factor/words.ts'
import { securityWords } from '../security/words.ts'
import { accountWords } from '../words.ts'
import { PersonActions } from './PersonActions.tsx'
import { peopleWords } from './words.ts'

type Props = {
  readonly person: Person
  readonly isMe: boolean
  readonly mayManage: boolean
  /** What other parts of the house know of them, each a few words. */
  readonly facts: readonly string[]
  readonly onSave: () => Promise<unknown>
}

/** One person with an account: who they are, what they have and use, and what may be changed about it. */
export function PersonRow({ person, isMe, mayManage, facts, onSave }: Props) {
  const words = useWords(accountWords)
  const people = useWords(peopleWords)
  const security = useWords(securityWords)
  const format = useFormat()
  const nowMs = useNow()
  const factor = useWords(factorWords)
  const { name, email, role, isActive, hasSecondFactor, lockedUntil, lockReason, lastSeenAt } = person
  const isChangeable = mayManage && !isMe && role !== 'owner'
  const counted = [
    lastSeenAt === null ? people.neverSeen : people.seen(format.relative(lastSeenAt, nowMs)),
    people.sessions(person.sessionCount),
    ...(person.tokenCount > 0 ? [people.tokens(person.tokenCount)] : []),
    ...(person.passkeyCount > 0 ? [people.passkeys(person.passkeyCount)] : []),
    ...facts,
  ]
  return (
    <li className="flex flex-col gap-2 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{name}</span>
        {isMe ? <span className="text-ink-faint text-xs">{words.you}</span> : null}
        <span className="min-w-0 grow truncate text-ink-soft">{email}</span>
        {hasSecondFactor ? <Badge tone="good">{factor.badge}</Badge> : null}
        {isActive ? null : <span className="text-bad text-xs">{security.deactivated}</span>}
        {lockedUntil === null ? null : (
          <span className="text-bad text-xs">{security.lockedUntil(format.dateTime(lockedUntil))}</span>
        )}
        {isChangeable ? null : <Badge>{words.roleNames[role]}</Badge>}
        <span className="text-ink-faint text-xs">{words.since(format.date(person.createdAt))}</span>
      </div>
      {lockReason === null ? null : (
        <p className="break-words text-ink-soft text-xs">{people.lockedWhy(lockReason)}</p>
      )}
      <ul className="flex flex-wrap gap-x-2 text-ink-soft text-xs">
        {counted.map((fact) => (
          <li key={fact} className='not-last:after:ml-2 not-last:after:content-["·"]'>
            {fact}
          </li>
        ))}
      </ul>
      {isChangeable ? <PersonActions person={person} onSave={onSave} /> : null}
    </li>
  )
}
