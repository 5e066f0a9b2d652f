import { z } from 'zod'

/** Ids are UUIDs of version 7 made by PostgreSQL (`uuidv7()`), branded so that one kind cannot stand for another. */
const id = <Brand extends string>() => z.uuid().brand<Brand>()

export const userId = id<'UserId'>()
export const libraryId = id<'LibraryId'>()
export const paperId = id<'PaperId'>()
export const fileId = id<'FileId'>()
export const tagId = id<'TagId'>()
export const collectionId = id<'CollectionId'>()
export const identifierBatchId = id<'IdentifierBatchId'>()
export const importId = id<'ImportId'>()
export const uploadId = id<'UploadId'>()
export const analysisBatchId = id<'AnalysisBatchId'>()
export const runId = id<'RunId'>()
export const answerId = id<'AnswerId'>()
export const jobId = id<'JobId'>()
export const notificationId = id<'NotificationId'>()
export const announcementId = id<'AnnouncementId'>()
export const notificationTargetId = id<'NotificationTargetId'>()
export const sessionId = id<'SessionId'>()
export const apiTokenId = id<'ApiTokenId'>()
export const passkeyId = id<'PasskeyId'>()
export const exportLinkId = id<'ExportLinkId'>()
export const invitationId = id<'InvitationId'>()
export const connectorTokenId = id<'ConnectorTokenId'>()
export const providerKeyId = id<'ProviderKeyId'>()
export const suggestionId = id<'SuggestionId'>()
export const mergeId = id<'MergeId'>()
export const highlightId = id<'HighlightId'>()
export const noteId = id<'NoteId'>()
export const actId = id<'ActId'>()
export const smartCollectionId = id<'SmartCollectionId'>()
export const securityEventId = id<'SecurityEventId'>()
export const usageLimitId = id<'UsageLimitId'>()
export const usageFlagId = id<'UsageFlagId'>()
export const gameDayBreakId = id<'GameDayBreakId'>()

export type UserId = z.infer<typeof userId>
export type LibraryId = z.infer<typeof libraryId>
export type PaperId = z.infer<typeof paperId>
export type FileId = z.infer<typeof fileId>
export type TagId = z.infer<typeof tagId>
export type CollectionId = z.infer<typeof collectionId>
export type IdentifierBatchId = z.infer<typeof identifierBatchId>
export type ImportId = z.infer<typeof importId>
export type UploadId = z.infer<typeof uploadId>
export type AnalysisBatchId = z.infer<typeof analysisBatchId>
export type RunId = z.infer<typeof runId>
export type AnswerId = z.infer<typeof answerId>
export type JobId = z.infer<typeof jobId>
export type NotificationId = z.infer<typeof notificationId>
export type AnnouncementId = z.infer<typeof announcementId>
export type NotificationTargetId = z.infer<typeof notificationTargetId>
export type SessionId = z.infer<typeof sessionId>
export type ApiTokenId = z.infer<typeof apiTokenId>
export type PasskeyId = z.infer<typeof passkeyId>
export type ExportLinkId = z.infer<typeof exportLinkId>
export type InvitationId = z.infer<typeof invitationId>
export type ConnectorTokenId = z.infer<typeof connectorTokenId>
export type ProviderKeyId = z.infer<typeof providerKeyId>
export type SuggestionId = z.infer<typeof suggestionId>
export type MergeId = z.infer<typeof mergeId>
export type HighlightId = z.infer<typeof highlightId>
export type NoteId = z.infer<typeof noteId>
export type ActId = z.infer<typeof actId>
export type SmartCollectionId = z.infer<typeof smartCollectionId>

export type SecurityEventId = z.infer<typeof securityEventId>
export type UsageLimitId = z.infer<typeof usageLimitId>

/** Lower-case hexadecimal SHA-256 of a file's bytes: its address in the store. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
