import { Fragment } from 'react'

/** The name of a namespace as the code spells it; where it is too long for its place it breaks behind a point. */
export function NamespaceName({ name }: { readonly name: string }) {
  const parts = name.split('.')
  return (
    <code className="font-mono text-xs">
      {parts.map((part, place) => (
        <Fragment key={part}>
          {place > 0 ? (
            <>
              .<wbr />
            </>
          ) : null}
          {part}
        </Fragment>
      ))}
    </code>
  )
}
