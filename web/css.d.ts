import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, for values that only the running page knows. */
    readonly [property: `--${string}`]: string | number | undefined
  }
}
