import { type FileId, libraryId, paperId, providerKeyId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { pagesOf, requirePaper, textStateOf } from '#features/papers/server/papers.ts'
import { listTags } from '#features/reading/server/reading.ts'
import { type OpenedKey, openKey } from '#features/vault/server/vault.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import { type AnswerLanguage, type ProviderId, providerId } from '../contract.ts'

type Pages = NonNullable<Awaited<ReturnType<typeof pagesOf>>>['pages']

/** Everything one answer depends on. */
export type Question = {
  readonly provider: ProviderId
  readonly language: AnswerLanguage
  readonly title: string
  readonly fileId: FileId
  readonly pages: Pages
  /** Of the pages; see `textHashOf` of papers. */
  readonly textHash: string
  /** Of the paper's library, the most used first. */
  readonly libraryTags: readonly string[]
  /** Undefined for the local reader. */
  readonly key: OpenedKey | undefined
}

type Claimed = {
  readonly provider: string
  readonly key_id: string | null
  readonly paper_id: string
  readonly language: AnswerLanguage
}

/**
 * Reads what is needed to ask, with the rights the asking person has now.
 * @throws Problem paper_not_found | key_not_found
 * @throws JobFailure analysis_needs_text
 */
export async function openQuestion(house: House, tx: UserTx, claimed: Claimed): Promise<Question> {
  const paper = paperId.parse(claimed.paper_id)
  const { title, libraryId: library } = await requirePaper(tx, paper)
  const read = await pagesOf(tx, paper)
  if (read === undefined) {
    const state = await textStateOf(tx, paper)
    throw new JobFailure('analysis_needs_text', `the paper's text is not there: ${state}`, {
      retry: state === 'being_read',
    })
  }
  const provider = providerId.parse(claimed.provider)
  const key = provider === 'local' ? undefined : await openKeyOf(house, tx, claimed.key_id)
  const tags = provider === 'local' ? [] : await listTags(tx, libraryId.parse(library))
  const libraryTags = tags.toSorted((one, other) => other.paperCount - one.paperCount).map(({ name }) => name)
  return { provider, language: claimed.language, title, ...read, libraryTags, key }
}

async function openKeyOf(house: House, tx: UserTx, keyId: string | null): Promise<OpenedKey> {
  // The reference goes when the key is removed.
  if (keyId === null) throw new Problem('key_not_found')
  return openKey(house, tx, providerKeyId.parse(keyId))
}
