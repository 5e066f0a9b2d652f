import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** A table of hairlines; wide ones scroll sideways inside their own frame. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="overflow-x-auto">
      <table {...rest} className={classes('w-full border-collapse text-left text-sm', className)} />
    </div>
  )
}

export function HeadCell({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={classes('h-8 border-b px-3 font-medium text-ink-faint text-xs whitespace-nowrap', className)}
    />
  )
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={classes('border-b last:border-b-0 hover:bg-wash/60', className)} />
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={classes('px-3 py-2 align-top', className)} />
}
