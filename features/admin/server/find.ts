import type { z } from 'zod'
import { may } from '#contract/permissions.ts'
import { findPeople } from '#features/accounts/server/accounts.ts'
import { findTraces } from '#features/audit/server/audit.ts'
import { findJobs } from '#features/jobs/server/jobs.ts'
import { listPapers as listPapersEndpoint } from '#features/papers/contract.ts'
import { listPapers } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import type { findAnything } from '../contract.ts'
import type { Looker } from './attention.ts'

/** So many of each; the page of each has the rest. */
const mostOfEach = 5

type Found = z.input<typeof findAnything.reply>

/** An administrator looks after the house and not into people's libraries: papers are those they see as a person. */
async function findPapers(house: House, { userId }: Looker, q: string): Promise<Found['papers']> {
  const query = listPapersEndpoint.query.parse({ q, limit: mostOfEach, sort: 'relevance' })
  const { items } = await house.database.asUser(userId, (tx) => listPapers(tx, query))
  return items.map(({ id, title, authors, year }) => ({ id, title, authors, year }))
}

/** People, jobs, papers and traces that carry a text, as far as the asking person may see them. */
export async function findInHouse(house: House, looker: Looker, q: string): Promise<Found> {
  const { role } = looker
  const [people, jobs, papers, events] = await Promise.all([
    may(role, 'people:read') ? findPeople(house, q, mostOfEach) : [],
    may(role, 'jobs:administer') ? findJobs(house, q, mostOfEach) : [],
    may(role, 'papers:read') ? findPapers(house, looker, q) : [],
    may(role, 'audit:read') ? findTraces(house, q, mostOfEach) : [],
  ])
  return {
    people: people.map(({ id, name, email, role: held, isActive }) => ({
      id,
      name,
      email,
      role: held,
      isActive,
    })),
    jobs,
    papers,
    events,
  }
}
