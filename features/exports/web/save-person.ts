import type { UserId } from '#contract/ids.ts'
import { exportPerson } from '../contract.ts'
import { saveFile } from './save-file.ts'

/** Saves what the house holds of a person as a file. @throws ApiProblem */
export async function savePerson(userId: UserId): Promise<void> {
  await saveFile(exportPerson, { params: { userId } })
}
