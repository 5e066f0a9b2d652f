import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import {
  collectionId,
  type ExportLinkId,
  exportLinkId,
  libraryId,
  tagId,
  type UserId,
} from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { record } from '#features/audit/server/audit.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import type { createLink as createLinkEndpoint, exportLink } from '../contract.ts'
import { requireLibrary } from './libraries.ts'
import {
  deleteLink,
  findCollection,
  findTag,
  insertLink,
  type LinkRow,
  selectLinks,
  updateLinkName,
} from './link-queries.ts'

type Link = z.input<typeof exportLink>

function toLink(row: LinkRow): Link {
  return {
    id: exportLinkId.parse(row.id),
    libraryId: libraryId.parse(row.library_id),
    tagId: tagId.nullable().parse(row.tag_id),
    collectionId: collectionId.nullable().parse(row.collection_id),
    of: row.of,
    name: row.name,
    createdAt: toInstant(row.created_at),
    lastUsedAt: row.last_used_at && toInstant(row.last_used_at),
  }
}

/** The person's own addresses, the newest first. */
export async function listLinks(tx: UserTx): Promise<Link[]> {
  return (await selectLinks(tx)).map(toLink)
}

async function requireLink(tx: UserTx, id: ExportLinkId): Promise<Link> {
  const [row] = await selectLinks(tx, id)
  if (row === undefined) throw new Problem('export_link_not_found')
  return toLink(row)
}

/** What is kept of a token. It is 256 random bits, so a plain hash cannot be searched. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * Makes an address for a library, a tag or a collection; the path with its token is told this once.
 * @throws Problem library_not_found | tag_not_found | collection_not_found
 */
export async function createLink(
  tx: UserTx,
  userId: UserId,
  asked: z.output<typeof createLinkEndpoint.body>,
): Promise<{ link: Link; path: string }> {
  await requireLibrary(tx, asked.libraryId)
  if (asked.tagId && !(await findTag(tx, asked.libraryId, asked.tagId))) throw new Problem('tag_not_found')
  if (asked.collectionId && !(await findCollection(tx, asked.libraryId, asked.collectionId)))
    throw new Problem('collection_not_found')
  const token = randomBytes(32).toString('base64url')
  const id = await insertLink(tx, {
    user_id: userId,
    library_id: asked.libraryId,
    tag_id: asked.tagId ?? null,
    collection_id: asked.collectionId ?? null,
    name: asked.name,
    token_hash: hashOf(token),
  })
  await record(tx, {
    act: 'live_link_made',
    by: userId,
    subject: { kind: 'live_link', id, title: asked.name },
  })
  return {
    link: await requireLink(tx, exportLinkId.parse(id)),
    path: `/export/${token}/${fileNameOf(asked.name)}.bib`,
  }
}

/** For people who look at the address; the server asks only for its ending. */
function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return plain.replaceAll(/^-+|-+$/g, '').slice(0, 40) || 'library'
}

/** @throws Problem export_link_not_found */
export async function renameLink(tx: UserTx, id: ExportLinkId, name: string): Promise<Link> {
  if (!(await updateLinkName(tx, id, name))) throw new Problem('export_link_not_found')
  return requireLink(tx, id)
}

/** Ends an address: its next request finds nothing. @throws Problem export_link_not_found */
export async function revokeLink(tx: UserTx, id: ExportLinkId): Promise<void> {
  if (!(await deleteLink(tx, id))) throw new Problem('export_link_not_found')
  await record(tx, { act: 'live_link_revoked', by: userOf(tx), subject: { kind: 'live_link', id } })
}
