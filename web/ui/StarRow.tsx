import { classes } from './classes.ts'

const star = 'M8 1.6l1.98 4.1 4.52.62-3.3 3.14.8 4.48L8 11.78l-4 2.16.8-4.48L1.5 6.32l4.52-.62z'
const fullHalves = 10

type Props = {
  readonly halves: number
  readonly size?: 'sm' | 'md'
  /** Only a preview of what a press would set. */
  readonly faint?: boolean
}

/** Five stars, filled from the left by half stars. Only a picture: the words stand beside it. */
export function StarRow({ halves, size = 'sm', faint = false }: Props) {
  const sizeClasses = size === 'sm' ? 'h-3.5 w-[4.375rem]' : 'h-5 w-[6.25rem]'
  return (
    <span className={classes('relative block', sizeClasses)} aria-hidden>
      <Five className="absolute inset-0 fill-none stroke-edge" />
      <span
        className="absolute inset-y-0 left-0 overflow-hidden"
        style={{ width: `${(halves / fullHalves) * 100}%` }}
      >
        <Five className={classes(sizeClasses, 'fill-accent stroke-accent', faint && 'opacity-60')} />
      </span>
    </span>
  )
}

function Five({ className }: { readonly className: string }) {
  return (
    <svg viewBox="0 0 80 16" className={classes('max-w-none', className)} aria-hidden="true">
      {[0, 16, 32, 48, 64].map((x) => (
        <path key={x} d={star} transform={`translate(${x} 0)`} strokeLinejoin="round" />
      ))}
    </svg>
  )
}
