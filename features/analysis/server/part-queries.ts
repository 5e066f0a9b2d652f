import type { SystemTx } from '#platform/database/transactions.ts'

/** The parts of an answer that were answered, of this question and no other. */
export async function listParts(tx: SystemTx, answer: string, inputHash: string) {
  return tx
    .selectFrom('analysis_parts')
    .select(['number', 'part_count', 'model', 'findings'])
    .where('answer_id', '=', answer)
    .where('input_hash', '=', inputHash)
    .execute()
}

type Part = {
  readonly library_id: string
  readonly answer_id: string
  readonly number: number
  readonly part_count: number
  readonly input_hash: string
  readonly model: string
  readonly findings: string
}

/** Keeps an answered part, in the place of one that answered another question. */
export async function putPart(tx: SystemTx, part: Part): Promise<void> {
  await tx
    .insertInto('analysis_parts')
    .values(part)
    .onConflict((conflict) => conflict.columns(['answer_id', 'number']).doUpdateSet(part))
    .execute()
}

/** Forgets the parts of an answer that is whole. @returns how many there were */
export async function deleteParts(tx: SystemTx, answer: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('analysis_parts')
    .where('answer_id', '=', answer)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
