import { UserMinus } from 'lucide-react'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Select } from '#web/ui/Select.tsx'
import { say } from '#web/ui/toasts.ts'
import {
  addLibraryMember,
  changeLibraryMember,
  type LibraryMember,
  membership,
  removeLibraryMember,
} from '../../contract.ts'
import { useLibraryCall } from './useLibraryCall.ts'
import { librariesWords } from './words.ts'

type Props = {
  readonly member: LibraryMember
  readonly libraryId: string
  readonly isMe: boolean
  readonly mayChange: boolean
}

/** One person of a library, and what they may do there. */
export function MemberRow({ member, libraryId, isMe, mayChange }: Props) {
  const words = useWords(librariesWords)
  const failureWords = useFailureWords()
  const changing = useLibraryCall(changeLibraryMember)
  const removing = useLibraryCall(removeLibraryMember)
  const adding = useLibraryCall(addLibraryMember)
  const params = { libraryId, userId: member.userId }
  const onError = (error: Error) => say({ ...failureWords(error), tone: 'bad' })
  const { email, name, membership: held } = member
  const putBack = () =>
    adding.mutate(
      { params: { libraryId }, body: { email, membership: held === 'owner' ? 'editor' : held } },
      {
        onError,
        onSuccess: () => {
          if (held === 'owner') changing.mutate({ params, body: { membership: 'owner' } }, { onError })
        },
      },
    )
  const remove = () =>
    removing.mutate(
      { params },
      {
        onError,
        onSuccess: () =>
          say({ title: words.removed(name), action: { label: words.undo, isUndo: true, run: putBack } }),
      },
    )
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="font-medium">{name}</span>
        {isMe ? <span className="ml-2 text-ink-faint text-xs">{words.you}</span> : null}
        <span className="block truncate text-ink-soft text-xs">{email}</span>
      </span>
      {mayChange ? (
        <Select
          label={words.membershipOf(name)}
          labelHidden
          look="quiet"
          className="w-28"
          options={membership.options
            .filter((value) => value !== 'owner' || member.mayOwn)
            .map((value) => ({ value, label: words.membershipNames[value] }))}
          value={held}
          onValue={(value) => changing.mutate({ params, body: { membership: value } }, { onError })}
        />
      ) : (
        <Badge>{words.membershipNames[held]}</Badge>
      )}
      {mayChange && !isMe ? (
        <IconButton
          icon={<UserMinus aria-hidden />}
          label={words.remove(name)}
          disabled={removing.isPending}
          onClick={remove}
        />
      ) : null}
    </li>
  )
}
