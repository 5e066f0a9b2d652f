import { collectionId, libraryId, tagId } from '#contract/ids.ts'

type Named = { readonly id: string; readonly name: string }
type Within = Named & { readonly libraryId: string }

/** What an address can be of, as options of one list: libraries, then tags, then collections. */
export function sourcesOf(
  libraries: readonly Named[],
  tags: readonly Within[],
  collections: readonly Within[],
) {
  return [
    ...libraries.map(({ id, name }) => ({ value: `library:${id}:${id}`, label: name })),
    ...tags.map((tag) => ({ value: `tag:${tag.libraryId}:${tag.id}`, label: `# ${tag.name}` })),
    ...collections.map((each) => ({
      value: `collection:${each.libraryId}:${each.id}`,
      label: `▸ ${each.name}`,
    })),
  ]
}

/** The request for an address of a chosen source. */
export function linkBody(name: string, source: string) {
  const [kind, library, id] = source.split(':')
  return {
    name,
    libraryId: libraryId.parse(library),
    ...(kind === 'tag' ? { tagId: tagId.parse(id) } : {}),
    ...(kind === 'collection' ? { collectionId: collectionId.parse(id) } : {}),
  }
}
