import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'
import type { CslItem } from '#contract/csl.ts'
import { makeOwnerLink } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'

const root = join(import.meta.dirname, '..')

/** A line of papers-….jsonl.gz. */
export const paperRecord = z.object({
  id: z.string().default(''),
  title: z.string(),
  authors: z.array(z.string()),
  abstract: z.string(),
  year: z.int(),
  venue: z.string(),
  doi: z.string().optional(),
})
export type PaperRecord = z.infer<typeof paperRecord>

export function toCsl({ title, authors, abstract, year, venue, doi }: PaperRecord): CslItem {
  const author = authors.map((name) => {
    const at = name.lastIndexOf(' ')
    return at < 0 ? { literal: name } : { given: name.slice(0, at), family: name.slice(at + 1) }
  })
  return {
    type: 'paper-conference',
    title,
    author,
    issued: { 'date-parts': [[year]] },
    'container-title': venue,
    ...(abstract === '' ? {} : { abstract }),
    ...(doi === undefined ? {} : { DOI: doi }),
  }
}

/** Starts a process of the installation and waits for its word. */
export async function startProcess(
  script: string,
  environment: Record<string, string>,
  given: readonly string[] = [],
) {
  const child = fork(join(root, script), given, {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [message] = await once(child, 'message')
  const ready = z.object({ ready: z.literal(true), address: z.string().optional() }).parse(message)
  return { child, address: ready.address ?? '' }
}

export const owner = { name: 'Bench', email: 'bench@example.org', password: 'a long enough passphrase' }

/** Signs the owner in, who claims the house the first time. @returns the session's cookie */
export async function signIn(house: House, address: string): Promise<string> {
  const token = (await makeOwnerLink(house))?.split('/').at(-1)
  const { email, password } = owner
  const [path, body] =
    token === undefined
      ? ['/api/session', { email, password }]
      : ['/api/links/use', { token, account: owner }]
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
