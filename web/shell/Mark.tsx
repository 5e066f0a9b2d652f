type Props = { readonly className?: string }

/** Seogo's mark: books on a shelf, cut like a seal. The same drawing as `public/mark.svg`. */
export function Mark({ className }: Props) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect x="1" y="1" width="30" height="30" rx="4" className="fill-accent" />
      <path
        className="fill-on-accent"
        d="M7 7h3.5v15H7zM12.25 9.5h3v12.5h-3zM17 7h4.5v15H17zM23.2 9.2l2.6-.5 2.1 12.9-2.6.5zM6 24h20.5v1.6H6z"
      />
    </svg>
  )
}
