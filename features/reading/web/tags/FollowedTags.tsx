import { useQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Select } from '#web/ui/Select.tsx'
import { tagsQuery } from '../tags-query.ts'
import { readingWords } from '../words.ts'
import { TagSpot } from './TagSpot.tsx'
import { useFollowTag } from './useFollowTag.ts'

type Props = {
  /** The libraries one sees: the same name may stand in several. */
  readonly libraries: readonly { readonly id: string; readonly name: string }[]
}

/** The tags a person is told of when papers get them. */
export function FollowedTags({ libraries }: Props) {
  const words = useWords(readingWords).followedTags
  const tags = useQuery(tagsQuery)
  const following = useFollowTag()
  const all = tags.data?.items ?? []
  const followed = all.filter(({ follows }) => follows)
  const libraryOf = ({ libraryId }: { libraryId: string }) =>
    libraries.length > 1 ? libraries.find(({ id }) => id === libraryId)?.name : undefined
  return (
    <Section title={words.title} description={words.help}>
      {tags.isPending ? <Loading rows={2} /> : null}
      {tags.isError ? <ErrorState error={tags.error} onRetry={() => void tags.refetch()} small /> : null}
      {tags.data && followed.length === 0 ? <p className="text-ink-soft text-sm">{words.none}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {followed.map((tag) => (
          <li key={tag.id} className="flex items-center gap-2 py-1.5 text-sm">
            <TagSpot colour={tag.colour} />
            <span className="min-w-0 flex-1 truncate">
              {tag.name} <span className="text-ink-faint">{libraryOf(tag)}</span>
            </span>
            <IconButton
              icon={<BellOff aria-hidden />}
              label={words.unfollow(tag.name)}
              onClick={() => following.mutate({ id: tag.id, follows: false })}
            />
          </li>
        ))}
      </ul>
      {all.length > followed.length ? (
        <Select
          label={words.add}
          className="mt-3 w-72 max-w-full"
          options={[
            { value: '', label: words.choose },
            ...all
              .filter(({ follows }) => !follows)
              .map((tag) => ({
                value: String(tag.id),
                label: [tag.name, libraryOf(tag)].filter(Boolean).join(' · '),
              })),
          ]}
          value=""
          onValue={(id) => {
            const tag = all.find((each) => each.id === id)
            if (tag) following.mutate({ id: tag.id, follows: true })
          }}
        />
      ) : null}
    </Section>
  )
}
