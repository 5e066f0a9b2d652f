import { route } from '#platform/http/route.ts'
import * as contract from '../../contract/announcements.ts'
import { listOfAnnouncements, makeAnnouncement, takeBack } from './announcements.ts'

const listRoute = route(contract.listAnnouncements, async (_, { house }) => ({
  items: await house.database.asSystem('what was announced', listOfAnnouncements),
}))

const announceRoute = route(contract.announceToPeople, async ({ body }, { house, caller }) =>
  house.database.asSystem('an announcement', (tx) =>
    makeAnnouncement(tx, { house, authorId: caller.userId }, body),
  ),
)

const takeBackRoute = route(contract.takeBackAnnouncement, async ({ params }, { house }) => {
  await house.database.asSystem('an announcement is taken back', (tx) => takeBack(tx, params.announcementId))
  return {}
})

export const announcementRoutes = [listRoute, announceRoute, takeBackRoute]
