import type { EndpointShape } from '#contract/endpoint.ts'

/** The address of an endpoint with its parameters filled in: for calls, downloads and `src` attributes. */
export function addressOf(
  endpoint: EndpointShape,
  request: { readonly params?: unknown; readonly query?: unknown } = {},
): string {
  const params = new Map(entriesOf(request.params))
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params.get(name)
    if (value === undefined) throw new Error(`${endpoint.name}: the path needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const query = new URLSearchParams()
  for (const [name, value] of entriesOf(request.query)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return query.size === 0 ? path : `${path}?${query}`
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
