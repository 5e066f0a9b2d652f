/** As Prometheus reads a percentile from a histogram: along a line within its bucket (promql/quantile.go). */
export function quantileOf(text: string, name: string, share: number): number {
  const buckets = [...text.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)$`, 'gm'))].map(
    ([, le, upto]) => ({ le: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), upto: Number(upto) }),
  )
  const rank = share * (buckets.at(-1)?.upto ?? 0)
  const index = buckets.findIndex(({ upto }) => upto >= rank)
  const [below = { le: 0, upto: 0 }, here = below] = [buckets[index - 1], buckets[index]]
  return below.le + ((here.le - below.le) * (rank - below.upto)) / (here.upto - below.upto)
}
