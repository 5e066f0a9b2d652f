/** The classes of a link that leads to another page of the same head. */
export const tabClasses =
  'flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-ink-soft text-sm hover:bg-wash aria-[current=page]:bg-tint aria-[current=page]:font-medium aria-[current=page]:text-accent pointer-coarse:h-10'
