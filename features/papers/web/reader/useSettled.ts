import { useEffect, useState } from 'react'

/** A value once it has stood still for so long; at first the first one. */
export function useSettled<Value>(value: Value, stillMs: number): Value {
  const [settled, setSettled] = useState(value)
  // The clock is the outside system.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), stillMs)
    return () => clearTimeout(timer)
  }, [value, stillMs])
  return settled
}

/** Whether the component has been on screen for so long. */
export function useStays(stillMs: number): boolean {
  const [stays, setStays] = useState(false)
  // The clock is the outside system.
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), stillMs)
    return () => clearTimeout(timer)
  }, [stillMs])
  return stays
}
