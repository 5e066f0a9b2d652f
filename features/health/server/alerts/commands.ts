import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { alertMetric, healthSentences, saveAlertRule } from '../../contract.ts'
import { readAlerts, readRules, saveRule } from './alerts.ts'

/** `seogo alerts` */
export async function alertsCommand({ house, terminal }: CommandContext): Promise<number> {
  const rules = await readRules(house)
  const { items: alerts } = await readAlerts(house, { limit: 20, cursor: undefined })
  const { metrics } = healthSentences.en
  for (const { metric, enabled, raiseAt, clearAt, forSeconds, phase, value } of rules) {
    const limits = enabled ? `raised at ${raiseAt} for ${forSeconds} s, over at ${clearAt}` : 'off'
    terminal.line(`${phase.padEnd(8)} ${metrics[metric].padEnd(28)} ${value ?? '?'}   (${metric}: ${limits})`)
  }
  for (const { metric, raisedAt, resolvedAt, peak } of alerts)
    terminal.line(`${raisedAt}  ${metrics[metric]}, at most ${peak}, ${resolvedAt ?? 'still so'}`)
  terminal.result({ rules, alerts })
  return 0
}

/** `seogo alerts set` */
export async function alertsSetCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const metric = alertMetric.safeParse(args[0])
  if (!metric.success)
    throw new Problem('bad_request', {
      where: 'metric',
      given: args[0],
      known: alertMetric.options.join(', '),
    })
  const before = (await readRules(house)).find((rule) => rule.metric === metric.data)
  const number = (name: string, otherwise: number | undefined) =>
    options[name] === undefined ? otherwise : Number(options[name])
  const wanted = saveAlertRule.body.safeParse({
    enabled: options.off === true ? false : options.on === true ? true : before?.enabled,
    raiseAt: number('raise', before?.raiseAt),
    clearAt: number('clear', before?.clearAt),
    forSeconds: number('seconds', before?.forSeconds),
  })
  if (!wanted.success)
    throw new Problem('bad_request', { where: 'rule', why: wanted.error.issues[0]?.message })
  const rule = await saveRule(house, metric.data, { rule: wanted.data, by: null })
  terminal.line('The rule is changed; it counts from the next look.')
  terminal.result(rule)
  return 0
}
