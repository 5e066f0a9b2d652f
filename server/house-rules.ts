import { changeKinds } from '#contract/acts.ts'
import { permissions, permissionsOf } from '#contract/permissions.ts'
import { readDatabaseFaults } from '#platform/database/database-rules.ts'
import type { Feature } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import type { ProtocolRoute } from '#platform/http/protocol.ts'
import type { Route } from '#platform/http/route.ts'

/** The house is not whole: what is missing, all of it. */
export class IncompleteHouse extends Error {
  override readonly name = 'IncompleteHouse'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`Seogo does not start incomplete:\n  ${faults.join('\n  ')}`)
    this.faults = faults
  }
}

function repeated(names: readonly string[], what: string): string[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  return [...new Set(twice)].map((name) => `${what} ${name} is declared twice`)
}

function routeFaults(routes: readonly Route[], protocols: readonly ProtocolRoute[]): string[] {
  const asked = [
    ...routes.map(({ endpoint: { name, method, path } }) => ({ name, methods: [method], path })),
    ...protocols,
  ]
  const paths = asked.flatMap(({ methods, path }) =>
    methods.map((method) => `${method} ${path.replaceAll(/:\w+/g, ':')}`),
  )
  return [
    ...repeated(
      asked.map(({ name }) => name),
      'endpoint',
    ),
    ...repeated(paths, 'path'),
    ...routes
      .filter(({ endpoint }) => endpoint.access !== 'public' && !permissions.includes(endpoint.access))
      .map(({ endpoint }) => `endpoint ${endpoint.name} asks for a permission nobody knows`),
  ]
}

function undoerFaults(features: readonly Feature[]): string[] {
  const taken = features.flatMap((feature) => feature.undoers ?? []).map(({ kind }) => kind)
  const known = Object.keys(changeKinds)
  return [
    ...repeated(taken, 'undoer of'),
    ...known
      .filter((kind) => !taken.some((each) => each === kind))
      .map((kind) => `a change of ${kind} is taken back by nobody`),
  ]
}

/** What the list of features promises and does not keep. Pure; the same at boot and in the test. */
export function featureFaults(
  features: readonly Feature[],
  routes: readonly Route[],
  protocols: readonly ProtocolRoute[],
): string[] {
  const jobs = features.flatMap((feature) => feature.jobs ?? []).map(({ definition }) => definition.name)
  const asked = [
    ...features
      .flatMap((feature) => feature.reactions ?? [])
      .map(({ event, job }) => [job.name, `reaction to ${event.name}`]),
    ...features
      .flatMap((feature) => feature.schedules ?? [])
      .map(({ name, job }) => [job.name, `schedule ${name}`]),
  ] as const
  const held = new Set(Object.values(permissionsOf).flat())
  return [
    ...repeated(
      features.map(({ name }) => name),
      'feature',
    ),
    ...repeated(jobs, 'job'),
    ...repeated(
      features.flatMap((feature) => feature.schedules ?? []).map(({ name }) => name),
      'schedule',
    ),
    ...repeated(
      features.flatMap((feature) => feature.commands ?? []).map(({ name }) => name),
      'command',
    ),
    ...asked
      .filter(([name]) => !jobs.includes(name ?? ''))
      .map(([name, by]) => `${by} asks for ${name}, which has no handler`),
    ...permissions
      .filter((permission) => !held.has(permission))
      .map((permission) => `permission ${permission} is held by no role`),
    ...undoerFaults(features),
    ...routeFaults(routes, protocols),
  ]
}

/**
 * Refuses to start a house that is not whole: features, endpoints, jobs, permissions, and the rules of its database.
 * @throws IncompleteHouse naming every fault
 */
export async function requireCompleteHouse(house: House, features: readonly Feature[]): Promise<void> {
  const routes = (await Promise.all(features.map((feature) => feature.routes?.() ?? []))).flat()
  const protocols = (await Promise.all(features.map((feature) => feature.protocols?.() ?? []))).flat()
  const databaseFaults = await house.database.asSystem('house rules', (tx) => readDatabaseFaults(tx))
  const faults = [...featureFaults(features, routes, protocols), ...databaseFaults]
  if (faults.length > 0) throw new IncompleteHouse(faults)
}
