import type { ReactNode } from 'react'

/** Shows why something was refused; where it only wants the password again, asks for it and does it again. */
export type Refusing = (error: unknown, onConfirmed: () => void) => ReactNode
