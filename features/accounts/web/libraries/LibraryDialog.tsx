import { useQuery } from '@tanstack/react-query'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { LibrarySummary, Me } from '../../contract.ts'
import { AddMemberForm } from './AddMemberForm.tsx'
import { LibraryEnd } from './LibraryEnd.tsx'
import { membersQuery } from './library-queries.ts'
import { MemberRow } from './MemberRow.tsx'
import { RenameForm } from './RenameForm.tsx'
import { librariesWords } from './words.ts'

type Props = {
  readonly library: LibrarySummary
  readonly me: Me
  readonly onClose: () => void
  /** The person is no longer in it. */
  readonly onLeft: () => void
}

/** The people of a shared library; its owners look after them here, everybody may leave. */
export function LibraryDialog({ library, me, onClose, onLeft }: Props) {
  const words = useWords(librariesWords)
  const { close } = useWords(uiWords)
  const members = useQuery(membersQuery(library.id))
  const isOwner = library.membership === 'owner' && me.role !== 'reader'
  return (
    <Dialog
      open
      wide
      onOpen={(open) => open || onClose()}
      title={words.peopleTitle(library.name)}
      closeLabel={close}
    >
      <div className="flex flex-col gap-5">
        {isOwner ? <RenameForm key={library.name} library={library} /> : null}
        {members.isPending ? <Loading rows={3} /> : null}
        {members.isError ? (
          <ErrorState error={members.error} onRetry={() => void members.refetch()} small />
        ) : null}
        {members.data === undefined ? null : (
          <ul className="divide-y border-y" aria-label={words.peopleTitle(library.name)}>
            {members.data.items.map((member) => (
              <MemberRow
                key={member.userId}
                member={member}
                libraryId={library.id}
                isMe={member.userId === me.id}
                mayChange={isOwner}
              />
            ))}
          </ul>
        )}
        {isOwner ? <AddMemberForm libraryId={library.id} /> : null}
        <LibraryEnd library={library} isOwner={isOwner} onLeft={onLeft} />
      </div>
    </Dialog>
  )
}
