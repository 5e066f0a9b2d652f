/** A number with its unit, in the smallest unit of its kind: shares as parts of one, times in seconds, sizes in bytes. */
export type Quantity = {
  readonly kind: string
  readonly value: number
  /** Half of the last printed digit, in the same unit: what rounding may hide. */
  readonly slack: number
}

type Unit = { readonly kind: string; readonly factor: number }

const units = new Map<string, Unit>()
function name(kind: string, factor: number, ...names: string[]): void {
  for (const each of names) units.set(each, { kind, factor })
}
name('share', 1e-2, '%', 'percent', 'per cent', 'pct', '퍼센트', '프로')
// The difference of two shares is one of points, not of parts.
name('points', 1, '%p', 'pp', 'percentage point', 'percentage points', '퍼센트포인트')
name('share', 1e-3, '‰', 'permille', 'per mille', 'per mil', '퍼밀')
name('share', 1e-6, 'ppm')
name('time', 1e-9, 'ns', 'nanosecond', 'nanoseconds', '나노초')
name('time', 1e-6, 'µs', 'μs', 'us', 'microsecond', 'microseconds', '마이크로초')
name('time', 1e-3, 'ms', 'msec', 'millisecond', 'milliseconds', '밀리초')
name('time', 1, 's', 'sec', 'secs', 'second', 'seconds', '초')
name('time', 60, 'min', 'mins', 'minute', 'minutes', '분')
name('time', 3_600, 'h', 'hr', 'hrs', 'hour', 'hours', '시간')
name('time', 86_400, 'd', 'day', 'days', '일')
name('size', 1, 'b', 'byte', 'bytes', '바이트')
name('size', 1e3, 'kb', 'kilobyte', 'kilobytes')
name('size', 1e6, 'mb', 'megabyte', 'megabytes')
name('size', 1e9, 'gb', 'gigabyte', 'gigabytes')
name('size', 1e12, 'tb', 'terabyte', 'terabytes')
name('size', 1_024, 'kib')
name('size', 1_048_576, 'mib')
name('size', 1_073_741_824, 'gib')
name('length', 1e-9, 'nm')
name('length', 1e-6, 'µm', 'μm')
name('length', 1e-3, 'mm')
name('length', 1e-2, 'cm')
name('length', 1, 'm', 'metre', 'metres', 'meter', 'meters')
name('length', 1e3, 'km')
name('mass', 1e-3, 'mg')
name('mass', 1, 'g', 'gram', 'grams')
name('mass', 1e3, 'kg')
name('factor', 1, 'x', '×', 'times', 'fold', '-fold', '배')
name('', 1e3, 'k', 'thousand', '천')
name('', 1e4, '만')
name('', 1e6, 'million', 'm.')
name('', 1e8, '억')
name('', 1e9, 'billion', 'bn')

const printed =
  /([-−–+]?)\s*(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(?:\s*[×x·*]\s*10\s*\^?\s*([-−]?\d+)|e([-+−]?\d+))?\s*(.*)$/isu

/** Reads a printed value; its unit may stand in it or beside it. @returns undefined for what is no number */
export function toQuantity(text: string, unit: string | null): Quantity | undefined {
  const match = printed.exec(text.trim().replace(/^[~≈<>≤≥=]+\s*/u, ''))
  const [, sign = '', whole = '', fraction = '', power, exponent, rest = ''] = match ?? []
  if (whole === '' && fraction === '') return undefined
  const scale = 10 ** Number((power ?? exponent ?? '0').replace('−', '-'))
  const magnitude = Number(`${whole.replaceAll(',', '')}${fraction}`) * scale
  const { kind, factor } = toUnit(rest, unit)
  const decimals = Math.max(0, fraction.length - 1)
  return {
    kind,
    value: (sign !== '' && sign !== '+' ? -magnitude : magnitude) * factor,
    slack: 0.5 * 10 ** -decimals * scale * factor * (decimals === 0 && fraction === '' ? 0 : 1),
  }
}

function toUnit(rest: string, beside: string | null): Unit {
  const own = clean(rest.replace(/[±(].*$/su, ''))
  const other = clean(beside ?? '')
  const first = units.get(own)
  // "12 million parameters": the word scales, the unit beside says of what.
  if (first?.kind === '' && other !== '' && other !== own)
    return {
      kind: (units.get(other)?.kind ?? '') || other,
      factor: first.factor * (units.get(other)?.factor ?? 1),
    }
  return first ?? units.get(other) ?? { kind: own || other, factor: 1 }
}

const clean = (unit: string) => unit.toLowerCase().replace(/\s+/g, ' ').trim()

/** Whether two numbers say the same: in the same unit or another of its kind, as far as the coarser one was printed. */
export function isSame(one: Quantity, other: Quantity): boolean {
  if (isClose(one, other) && isComparable(one, other)) return true
  // One reader wrote the unit and the other left it out: "28.4 BLEU" and "28.4", "4.2 %" and "4.2".
  if (one.kind !== '' && other.kind !== '') return false
  const [bare, named] = one.kind === '' ? [one, other] : [other, one]
  return named.kind === 'share' && isClose(bare, times(named, 100))
}

/** Numbers of different kinds say nothing about each other: a time is no size. A bare number may be of any kind. */
export function isComparable(one: Quantity, other: Quantity): boolean {
  return one.kind === other.kind || one.kind === '' || other.kind === ''
}

function isClose(one: Quantity, other: Quantity): boolean {
  const rounding = Math.max(one.slack, other.slack)
  return (
    Math.abs(one.value - other.value) <=
    rounding + 1e-9 * Math.max(Math.abs(one.value), Math.abs(other.value))
  )
}

const times = ({ kind, value, slack }: Quantity, factor: number): Quantity => ({
  kind,
  value: value * factor,
  slack: slack * factor,
})
