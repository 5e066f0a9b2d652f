/** The suffix of the n-th paper that would have one key: none, a, b, …, z, aa, ab, … */
export function keySuffix(place: number): string {
  let suffix = ''
  for (let rest = place; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    suffix = String.fromCharCode(97 + ((rest - 1) % 26)) + suffix
  }
  return suffix
}

/**
 * Keys that nobody has yet, in the order of the papers, so that the same papers get the same keys.
 * @param taken keys of the library in lower case; the new ones are added
 */
export function freeKeys(wanted: readonly string[], taken: Set<string>): string[] {
  const places = new Map<string, number>()
  return wanted.map((base) => {
    const lower = base.toLowerCase()
    for (let place = places.get(lower) ?? 0; ; place += 1) {
      const key = base + keySuffix(place)
      if (taken.has(key.toLowerCase())) continue
      taken.add(key.toLowerCase())
      places.set(lower, place + 1)
      return key
    }
  })
}
