import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { listAudit } from '../contract.ts'
import { toEntry } from './entries.ts'
import { listEntries } from './queries.ts'
import { verifyTrail } from './verify.ts'

const asked = listAudit.query.pick({ act: true, userId: true, q: true, limit: true })
const kept = z
  .string()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/)
  .transform((text) => ({ seq: Number(text.split(':')[0]), hash: text.split(':')[1] ?? '' }))

/** `seogo audit list` */
export async function listCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const { act, person, search, limit } = options
  const filter = asked.safeParse({ act, userId: person, q: search, limit })
  if (!filter.success) throw new Problem('bad_request', { where: 'options', given: { act, person, limit } })
  const rows = await house.database.asSystem('the audit trail is listed', (tx) =>
    listEntries(tx, { ...filter.data, before: undefined }),
  )
  const items = rows.map(toEntry)
  for (const { seq, at, act: done, by, person: whom, subject, address } of items) {
    const about = [subject?.kind, subject?.title ?? subject?.id, address].filter(Boolean).join('  ')
    const who = by?.name ?? by?.id ?? '-'
    const concerned = whom && whom.id !== by?.id ? ` → ${whom.name ?? whom.id}` : ''
    terminal.line(`${String(seq).padStart(7)}  ${at}  ${done.padEnd(20)}  ${who}${concerned}  ${about}`)
  }
  terminal.result({ items })
  return 0
}

/** `seogo audit verify` */
export async function verifyCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const expected = options.expect === undefined ? undefined : kept.safeParse(options.expect)
  if (expected?.success === false) throw new Problem('bad_request', { where: '--expect' })
  const verdict = await verifyTrail(house, expected?.data)
  const { isSound, fault, checkedCount, firstSeq, head } = verdict
  if (fault) terminal.line(`The audit trail was tampered with: row ${fault.seq} is ${fault.kind}.`)
  else terminal.line(`The audit trail is sound: ${checkedCount} rows from ${firstSeq ?? 0} to ${head.seq}.`)
  terminal.line(`Keep this elsewhere, and give it to --expect next time: ${head.seq}:${head.hash}`)
  terminal.result(verdict)
  return isSound ? 0 : 1
}
