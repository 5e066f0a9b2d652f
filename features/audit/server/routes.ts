import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { recordAlone } from './audit.ts'
import { beforeOf, toCsv, toPage } from './entries.ts'
import { listEntries, listOwnEntries } from './queries.ts'
import { verifyTrail } from './verify.ts'

const listRoute = route(contract.listAudit, async ({ query }, { house }) => {
  const { cursor, limit, ...filter } = query
  const page = { ...filter, before: beforeOf(cursor), limit: limit + 1 }
  const rows = await house.database.asSystem('an administrator reads the audit trail', (tx) =>
    listEntries(tx, page),
  )
  return toPage(rows, limit)
})

const listOwnRoute = route(contract.listOwnAudit, async ({ query }, { house, caller }) => {
  const { cursor, limit, act } = query
  const page = { act, before: beforeOf(cursor), limit: limit + 1 }
  const rows = await house.database.asUser(caller.userId, (tx) => listOwnEntries(tx, caller.userId, page))
  return toPage(rows, limit)
})

const exportRoute = route(contract.exportAudit, async ({ query }, { house, caller, clientAddress }) => {
  await recordAlone(house, { act: 'audit_exported', by: caller.userId, address: clientAddress })
  const fileName = `seogo-audit-${house.clock.now().toISOString().slice(0, 10)}.csv`
  return { stream: toCsv(house, query), mediaType: 'text/csv; charset=utf-8; header=present', fileName }
})

const verifyRoute = route(contract.verifyAudit, (_request, { house }) => verifyTrail(house))

export const routes = [listRoute, listOwnRoute, exportRoute, verifyRoute]
