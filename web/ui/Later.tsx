import { type ReactNode, useDeferredValue } from 'react'

/** What is not seen at first comes after what is, in slices: a press is heard between them. */
export function Later({ children }: { readonly children: ReactNode }) {
  const isTime = useDeferredValue(true, false)
  return isTime ? children : null
}
