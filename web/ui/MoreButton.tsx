import { Button } from './Button.tsx'

type Props = {
  /** A list that comes page by page. */
  readonly pages: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
  readonly label: string
}

/** Under a list that comes page by page: asks for the next one; nothing after the last. */
export function MoreButton({ pages, label }: Props) {
  if (!pages.hasNextPage) return null
  return (
    <div className="flex justify-center py-4">
      <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {label}
      </Button>
    </div>
  )
}
