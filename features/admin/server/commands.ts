import { toInstant } from '#contract/time.ts'
import { ownerId } from '#features/accounts/server/accounts.ts'
import { healthSentences, sayFinding } from '#features/health/contract.ts'
import type { CommandContext } from '#platform/feature.ts'
import { type AttentionItem, attentionItem } from '../contract.ts'
import { listAttention } from './attention.ts'
import { readCards } from './cards.ts'

const sentences = healthSentences.en

/** What an item says, and the command that helps. */
function say(item: AttentionItem): readonly [says: string, helps: string] {
  switch (item.kind) {
    case 'jobs_failed':
      return [
        `${item.count} × ${item.jobKind} failed: ${item.errorCode}`,
        `seogo jobs retry --everybody --kind ${item.jobKind} --error ${item.errorCode}`,
      ]
    case 'queue_paused':
      return [
        `The queue ${item.queue} is paused; ${item.waiting} jobs wait`,
        `seogo jobs resume ${item.queue}`,
      ]
    case 'alert_raised':
      return [
        `${sentences.metrics[item.metric]}: ${item.value ?? '?'}, alert at ${item.raiseAt}`,
        'seogo alerts',
      ]
    case 'part_unwell':
      return [`${sentences.parts[item.part]} ${sentences.states[item.state]}. ${found(item)}`, 'seogo check']
    case 'backup_unproven':
      return [`Backups: ${found(item)}`, 'seogo backup make --drill']
    case 'settings_wait':
      return [`Saved, and waiting for a restart: ${item.names.join(', ')}`, 'restart Seogo']
    case 'suspicion': {
      const { id, about, network, person, answer, score } = item.event
      return [
        `${network ?? person?.name ?? about}: ${answer}, ${score} points`,
        `seogo security release ${id}`,
      ]
    }
    case 'unusual_use':
      return [
        `Unusual use by ${item.flag.person.name}: ${item.flag.kind}, ${item.flag.measure}`,
        'seogo usage',
      ]
    case 'limit_reached':
      return [
        `${item.refuses ? 'Nothing more is begun' : 'It is warned'}: ${item.used} of ${item.most} ${item.meter} this ${item.period}`,
        'seogo usage limits',
      ]
  }
}

function found({ finding, facts }: Extract<AttentionItem, { kind: 'backup_unproven' | 'part_unwell' }>) {
  return finding === null ? '' : sayFinding('en', { finding, facts }).says
}

/** `seogo status`: what the page of whoever looks after the house begins with. @returns 1 when something is an alarm */
export async function statusCommand({ house, terminal }: CommandContext): Promise<number> {
  const looker = { userId: await ownerId(house), role: 'owner' } as const
  const items = attentionItem.array().parse(await listAttention(house, looker))
  const cards = await readCards(house, looker)
  if (items.length === 0) terminal.line('Nothing needs you.')
  for (const item of items) {
    const [says, helps] = say(item)
    const when = item.at === null ? '' : `  (${toInstant(new Date(item.at)).slice(0, 16).replace('T', ' ')})`
    terminal.line(`${item.severity === 'alarm' ? '!' : '-'} ${says}${when}\n    ${helps}`)
  }
  const { jobs, people, storage, usage } = cards
  if (jobs) terminal.line(`Jobs: ${jobs.active} run, ${jobs.waiting} wait, ${jobs.workers} workers`)
  if (people) terminal.line(`People: ${people.total}, ${people.seenToday} seen within a day`)
  if (storage) terminal.line(`Papers: ${storage.papers}, ${storage.files} files`)
  if (usage) terminal.line(`Analyses: ${usage.day.analyses} today, ${usage.month.analyses} this month`)
  terminal.result({ items, cards })
  return items.some(({ severity }) => severity === 'alarm') ? 1 : 0
}
