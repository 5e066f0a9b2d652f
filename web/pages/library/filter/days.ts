const firstYear = 1000

/** The day of an instant where the person is, as a date field says it. */
export function dayOf(instant: string | undefined): string {
  if (instant === undefined) return ''
  const date = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The instant at which a day begins where the person is. */
export function startOf(day: string): string | undefined {
  const date = new Date(`${day}T00:00:00`)
  return day === '' || Number.isNaN(date.getTime()) || date.getFullYear() < firstYear
    ? undefined
    : date.toISOString()
}
