import { useQuery } from '@tanstack/react-query'
import { pathOf } from '#features/reading/web/collections/collection-tree.ts'
import { collectionsQuery } from '#features/reading/web/collections/collections-query.ts'

/** The collection that is shown, for who does not see the tree beside it. */
export function CollectionName({ id }: { readonly id: string | undefined }) {
  const { data } = useQuery(collectionsQuery)
  const shown = data?.items.find((each) => each.id === id)
  if (data === undefined || shown === undefined) return null
  const path = pathOf(data.items, shown)
  return (
    <p className="min-w-0 truncate font-medium text-sm" title={path}>
      {shown.name}
    </p>
  )
}
