import type { CallOf } from '#contract/endpoint.ts'
import { addressOf } from '#web/lib/address.ts'
import { ApiProblem, toApiProblem } from '#web/lib/api-problem.ts'
import { csrfHeaders, withFreshToken } from '#web/lib/csrf.ts'
import { exportSelected } from '../contract.ts'

const unnamed = 'seogo-export'

/**
 * Fetches chosen papers as a file and has the browser save it. They are too many for an address, so the file is held by the
 * page until it is whole.
 * @throws ApiProblem
 */
export async function saveSelected(body: CallOf<typeof exportSelected>['body']): Promise<void> {
  const response = await withFreshToken(() =>
    fetch(addressOf(exportSelected), {
      method: exportSelected.method,
      headers: { 'content-type': 'application/json', ...csrfHeaders(exportSelected.method) },
      body: JSON.stringify(body),
      credentials: 'same-origin',
    }),
  ).catch((error: unknown) => {
    throw error instanceof TypeError ? new ApiProblem('offline') : error
  })
  if (!response.ok) throw toApiProblem(response.status, await response.json().catch(() => undefined))
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = named ?? unnamed
  link.click()
  URL.revokeObjectURL(address)
}
