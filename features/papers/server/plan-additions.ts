import { type CslItem, cslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { storable, storableText } from '#platform/queue/storable.ts'
import { type Filled, fillRecord, type KnownRecord } from './fill-record.ts'
import type { Keys, StandingRow } from './many-queries.ts'
import { storedOrigins } from './paper-detail.ts'
import { columnsOf, type Origin, originsOf } from './record.ts'

/** A record as somebody brings it. */
export type GivenRecord = {
  readonly csl: CslItem
  readonly citationKey?: string | undefined
  /** The entry as it was written, kept for what we do not understand. */
  readonly verbatim?: string | undefined
  /** Where the record came from; a bibliography unless told. */
  readonly origin?: Origin
  /** Where each field came from, of a record that stood somewhere already. */
  readonly origins?: Readonly<Record<string, Origin>>
}

export type NewRecord = GivenRecord & { readonly libraryId: LibraryId; readonly addedBy: UserId }

export type Added = {
  readonly outcome: 'added' | 'merged' | 'already_there'
  readonly paperId: PaperId
  /** What a paper that stood there already did not know before. */
  readonly filled?: Filled | undefined
  /** The paper came from this very entry, word by word. */
  readonly isSameEntry?: boolean
}

type Standing = KnownRecord & {
  readonly id: PaperId
  readonly verbatim: string | null
}

type Place = { paper: Standing; keys: Keys; state: 'as it was' | 'new' | 'changed' }

/** What is to become of records, one after the other: papers to be made, and standing ones that know more by now. */
export type PlannedAdditions = {
  readonly outcomes: Added[]
  readonly news: Standing[]
  readonly changed: Standing[]
}

/** What a paper is called by the world, the surest first. */
function namesOf(keys: Keys): string[] {
  const { doi, arxiv_id, pmid, pmcid, isbn } = keys
  return Object.entries({ doi, arxiv_id, pmid, pmcid, isbn }).flatMap(([kind, name]) =>
    name === null ? [] : [`${kind} ${name}`],
  )
}

/** The papers of a library by what they are known again by, grown by each that is added. */
function openShelf(rows: readonly StandingRow[]) {
  const places: Place[] = []
  const byName = new Map<string, Place>()
  const byLikeness = new Map<string, Place[]>()
  const index = (place: Place) => {
    for (const name of namesOf(place.keys)) if (!byName.has(name)) byName.set(name, place)
    const likeness = place.keys.likeness ?? ''
    const alike = byLikeness.get(likeness) ?? []
    if (!alike.includes(place)) byLikeness.set(likeness, [...alike, place])
  }
  const put = (paper: Standing, keys: Keys, state: Place['state']) => {
    const place: Place = { paper, keys, state }
    places.push(place)
    index(place)
  }
  for (const row of rows) {
    const { id, verbatim, citation_key: citationKey } = row
    const csl = cslItem.parse(row.csl)
    put({ id, verbatim, citationKey, csl, origins: storedOrigins.parse(row.origins) }, row, 'as it was')
  }
  return {
    places,
    put,
    index,
    find: (keys: Keys): Place | undefined =>
      byName.get(namesOf(keys).find((name) => byName.has(name)) ?? '') ??
      // Two different DOIs are two papers, whatever their titles.
      byLikeness
        .get(keys.likeness ?? '')
        ?.find(({ keys: { doi } }) => doi === null || keys.doi === null || doi === keys.doi),
  }
}

/** Decides for each record whether it is new, fills in a paper that stands, or says nothing new. */
export function planAdditions(
  rows: readonly StandingRow[],
  records: readonly GivenRecord[],
  ids: readonly PaperId[],
): PlannedAdditions {
  const shelf = openShelf(rows)
  const outcomes = records.map((record, at): Added => {
    const csl = storable(record.csl)
    const citationKey = record.citationKey === undefined ? undefined : storableText(record.citationKey)
    const verbatim = record.verbatim === undefined ? null : storableText(record.verbatim)
    const keys = columnsOf(csl)
    const place = shelf.find(keys)
    if (place === undefined) {
      const id = ids[at]
      if (id === undefined) throw new Error('fewer ids than records')
      const origins =
        record.origins ?? originsOf(csl, record.origin ?? { source: 'bibliography', confidence: 1 })
      shelf.put({ id, csl, citationKey: citationKey ?? null, origins, verbatim }, keys, 'new')
      return { outcome: 'added', paperId: id }
    }
    const { id: paperId } = place.paper
    // The very entry that the paper came from: what somebody has taken out since is not put back.
    const isSameEntry = verbatim !== null && verbatim === place.paper.verbatim
    const fuller = isSameEntry ? undefined : fillRecord(place.paper, { csl, citationKey })
    if (fuller === undefined)
      return { outcome: 'already_there', paperId, ...(isSameEntry ? { isSameEntry } : {}) }
    const { filled, ...known } = fuller
    place.paper = { ...place.paper, ...known }
    place.keys = columnsOf(known.csl)
    if (place.state !== 'new') place.state = 'changed'
    shelf.index(place)
    return { outcome: 'merged', paperId, filled }
  })
  const inState = (state: Place['state']) =>
    shelf.places.filter((place) => place.state === state).map(({ paper }) => paper)
  return { outcomes, news: inState('new'), changed: inState('changed') }
}
