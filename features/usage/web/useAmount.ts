import { useFormat } from '#web/lib/format.ts'
import type { Meter } from '../contract.ts'

/** Says an amount of a meter: money as money, the rest as a number. */
export function useAmount(): (of: Meter, value: number) => string {
  const format = useFormat()
  return (of, value) => (of === 'micro_usd' ? format.costMicroUsd(value) : format.number(value))
}
