import { securityEventId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { getSecuritySummary } from '../contract.ts'
import { listEventPage, releaseEvent } from './events.ts'
import { summariseEvents } from './summary.ts'

const mostListed = 50

/** `seogo security events` */
export async function eventsCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const { items } = await listEventPage(house, { limit: mostListed, active: options.active === true })
  if (items.length === 0) terminal.line('Nothing looked like an attack.')
  for (const { id, at, about, person, network, score, reasons, answer, until, isActive } of items) {
    const whom = network ?? person?.name ?? person?.id ?? about
    const why = reasons.map(({ kind, count }) => `${kind} ${count}`).join(', ')
    const end = until === null ? '' : isActive ? `  until ${until}` : '  over'
    terminal.line(`${id}  ${at}  ${answer.padEnd(7)}  ${String(score).padStart(3)}  ${whom}  ${why}${end}`)
  }
  terminal.result({ items })
  return 0
}

/** `seogo security summary [--days <n>]` */
export async function summaryCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const { days } = getSecuritySummary.query.parse(options.days === undefined ? {} : { days: options.days })
  const summary = await summariseEvents(house, days)
  const said = ({ events, worst, score }: (typeof summary.networks | typeof summary.accounts)[number]) =>
    `${String(events).padStart(5)}  ${worst.padEnd(10)}  ${String(score).padStart(4)}`
  if (summary.networks.length + summary.accounts.length === 0) terminal.line('Nothing looked like an attack.')
  for (const one of summary.networks) terminal.line(`${said(one)}  ${one.network}`)
  for (const one of summary.accounts)
    terminal.line(`${said(one)}  ${one.name ?? one.userId}  ${one.kinds.join(', ')}`)
  terminal.result(summary)
  return 0
}

/** `seogo security release <event-id>` */
export async function releaseCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const id = securityEventId.safeParse(args[0])
  if (!id.success) throw new Problem('bad_request', { where: 'event-id', given: args[0] })
  await releaseEvent(house, { id: id.data, by: null })
  terminal.line('What was done is lifted.')
  terminal.result({ id: id.data })
  return 0
}
