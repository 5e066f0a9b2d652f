import type { CallOf } from '#contract/endpoint.ts'
import { exportSelected } from '../contract.ts'
import { saveFile } from './save-file.ts'

/** Saves chosen papers as a file; they are too many for an address. @throws ApiProblem */
export async function saveSelected(body: CallOf<typeof exportSelected>['body']): Promise<void> {
  await saveFile(exportSelected, { body })
}
