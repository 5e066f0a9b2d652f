import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { type Highlight, type HighlightColour, highlightColours } from '../contract.ts'
import { highlightWords } from './words.ts'

export type Filter = {
  readonly colour: HighlightColour | 'any'
  /** Empty: any. */
  readonly tag: string
  /** A person's id; empty: anybody. */
  readonly person: string
}

export const noFilter: Filter = { colour: 'any', tag: '', person: '' }

export function isShown(highlight: Highlight, { colour, tag, person }: Filter): boolean {
  if (colour !== 'any' && highlight.colour !== colour) return false
  if (tag !== '' && !highlight.tags.includes(tag)) return false
  return person === '' || highlight.author.id === person
}

type Props = {
  readonly all: readonly Highlight[]
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

/** Narrows the list by colour, and by tag and person where there are any to choose from. */
export function HighlightFilter({ all, filter, onFilter }: Props) {
  const words = useWords(highlightWords)
  const tags = [...new Set(all.flatMap((one) => one.tags))].toSorted((a, b) => a.localeCompare(b))
  const people = new Map(
    all.map(({ author, isOwn }) => [String(author.id), isOwn ? words.mine : author.name]),
  )
  const used = highlightColours.filter((colour) => all.some((one) => one.colour === colour))
  const colours: readonly { value: Filter['colour']; label: string }[] = [
    { value: 'any', label: words.anyColour },
    ...used.map((colour) => ({ value: colour, label: words.colours[colour] })),
  ]
  return (
    <>
      <Select
        label={words.colour}
        labelHidden
        look="quiet"
        isSet={filter.colour !== 'any'}
        options={colours}
        value={filter.colour}
        onValue={(colour) => onFilter({ ...filter, colour })}
      />
      {tags.length === 0 ? null : (
        <Select
          label={words.tags}
          labelHidden
          look="quiet"
          isSet={filter.tag !== ''}
          options={[{ value: '', label: words.anyTag }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
          value={filter.tag}
          onValue={(tag) => onFilter({ ...filter, tag })}
        />
      )}
      {people.size < 2 ? null : (
        <Select
          label={words.people}
          labelHidden
          look="quiet"
          isSet={filter.person !== ''}
          options={[
            { value: '', label: words.anybody },
            ...[...people].map(([value, label]) => ({ value, label })),
          ]}
          value={filter.person}
          onValue={(person) => onFilter({ ...filter, person })}
        />
      )}
    </>
  )
}
