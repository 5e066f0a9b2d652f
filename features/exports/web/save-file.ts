import type { CallOf, EndpointShape } from '#contract/endpoint.ts'
import { addressOf } from '#web/lib/address.ts'
import { ApiProblem, toApiProblem } from '#web/lib/api-problem.ts'
import { goesOn } from '#web/lib/call.ts'
import { csrfHeaders, withFreshToken } from '#web/lib/csrf.ts'

const unnamed = 'seogo-export'

/**
 * Asks for a file by a request that has a body or asks for a proof, and has the browser save it: the file is held by the page
 * until it is whole.
 * @throws ApiProblem
 */
export async function saveFile<E extends EndpointShape>(endpoint: E, request: CallOf<E>): Promise<void> {
  const hasBody = request.body !== undefined
  const response = await withFreshToken(() =>
    fetch(addressOf(endpoint, request), {
      method: endpoint.method,
      headers: {
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...csrfHeaders(endpoint.method),
      },
      ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
      credentials: 'same-origin',
    }),
  ).catch((error: unknown) => {
    throw error instanceof TypeError ? new ApiProblem('offline') : error
  })
  if (!response.ok) {
    const problem = toApiProblem(response.status, await response.json().catch(() => undefined))
    if (!(await goesOn(problem))) throw problem
    return await saveFile(endpoint, request)
  }
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = named ?? unnamed
  link.click()
  URL.revokeObjectURL(address)
}
