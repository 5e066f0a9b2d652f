import { z } from 'zod'

type ProblemKind = {
  /** The HTTP status of a refusal with this code (RFC 9110). */
  readonly status: number
  /** Whether asking again later, unchanged, can succeed. */
  readonly retryHelps: boolean
}

/**
 * The closed list of expected refusals. Everything that is not in it is a bug and answers 500 `unexpected`.
 * Each code has its words in both languages in `web/lib/words/problems.*.ts`; the house rules check it.
 */
export const problems = {
  unexpected: { status: 500, retryHelps: true },
  unavailable: { status: 503, retryHelps: true },
  read_only: { status: 503, retryHelps: true },
  bad_request: { status: 400, retryHelps: false },
  body_too_large: { status: 413, retryHelps: false },
  unsupported_media_type: { status: 415, retryHelps: false },
  route_not_found: { status: 404, retryHelps: false },
  too_many_requests: { status: 429, retryHelps: true },
  cross_site_request: { status: 403, retryHelps: false },
  csrf_token_missing: { status: 403, retryHelps: false },

  not_signed_in: { status: 401, retryHelps: false },
  not_permitted: { status: 403, retryHelps: false },
  wrong_credentials: { status: 401, retryHelps: false },
  account_owns_libraries: { status: 409, retryHelps: false },
  vault_sealed: { status: 503, retryHelps: false },
  second_factor_needed: { status: 401, retryHelps: false },
  second_factor_wrong: { status: 401, retryHelps: false },
  second_factor_on: { status: 409, retryHelps: false },
  second_factor_off: { status: 409, retryHelps: false },
  passkey_refused: { status: 401, retryHelps: false },
  passkey_not_made: { status: 422, retryHelps: false },
  passkey_not_found: { status: 404, retryHelps: false },
  passkey_asked_for: { status: 409, retryHelps: false },
  passkeys_need_name: { status: 409, retryHelps: false },
  too_many_passkeys: { status: 409, retryHelps: false },
  statement_not_found: { status: 404, retryHelps: false },
  statement_has_no_plan: { status: 409, retryHelps: false },
  performance_not_measured: { status: 409, retryHelps: false },
  oidc_off: { status: 409, retryHelps: false },
  oidc_refused: { status: 401, retryHelps: false },
  oidc_unreachable: { status: 503, retryHelps: true },
  oidc_mail_unconfirmed: { status: 403, retryHelps: false },
  oidc_not_invited: { status: 403, retryHelps: false },
  oidc_not_linked: { status: 409, retryHelps: false },
  oidc_linked_elsewhere: { status: 409, retryHelps: false },
  last_way_in: { status: 409, retryHelps: false },
  account_locked: { status: 403, retryHelps: false },
  link_invalid: { status: 410, retryHelps: false },
  email_taken: { status: 409, retryHelps: false },
  password_too_weak: { status: 422, retryHelps: false },
  confirmation_needed: { status: 403, retryHelps: false },
  challenge_needed: { status: 403, retryHelps: false },
  token_scope: { status: 403, retryHelps: false },
  token_not_found: { status: 404, retryHelps: false },
  too_many_tokens: { status: 409, retryHelps: false },
  session_not_found: { status: 404, retryHelps: false },
  person_protected: { status: 409, retryHelps: false },
  person_not_found: { status: 404, retryHelps: false },
  invitation_not_found: { status: 404, retryHelps: false },

  webhook_not_found: { status: 404, retryHelps: false },
  webhook_exists: { status: 409, retryHelps: false },
  push_keys_unusable: { status: 422, retryHelps: false },
  too_many_webhooks: { status: 409, retryHelps: false },
  mail_not_configured: { status: 409, retryHelps: false },
  announcement_not_found: { status: 404, retryHelps: false },
  announcement_times: { status: 422, retryHelps: false },
  channel_without_target: { status: 409, retryHelps: false },

  library_not_found: { status: 404, retryHelps: false },
  library_read_only: { status: 403, retryHelps: false },
  library_owner_only: { status: 403, retryHelps: false },
  library_personal: { status: 409, retryHelps: false },
  library_last_owner: { status: 409, retryHelps: false },
  library_not_empty: { status: 409, retryHelps: false },
  too_many_libraries: { status: 409, retryHelps: false },
  member_not_found: { status: 404, retryHelps: false },
  member_already_there: { status: 409, retryHelps: false },
  member_reads_only: { status: 409, retryHelps: false },
  paper_not_found: { status: 404, retryHelps: false },
  paper_changed: { status: 409, retryHelps: false },
  paper_exists: { status: 409, retryHelps: false },
  paper_merged: { status: 409, retryHelps: false },
  paper_already_merged: { status: 409, retryHelps: false },
  papers_not_mergeable: { status: 422, retryHelps: false },
  suggestion_not_found: { status: 404, retryHelps: false },
  merge_not_found: { status: 404, retryHelps: false },
  merge_not_undoable: { status: 409, retryHelps: false },
  file_not_found: { status: 404, retryHelps: false },
  file_elsewhere: { status: 409, retryHelps: false },
  tag_not_found: { status: 404, retryHelps: false },
  highlight_not_found: { status: 404, retryHelps: false },
  quote_not_found: { status: 422, retryHelps: false },
  note_not_found: { status: 404, retryHelps: false },
  note_changed: { status: 409, retryHelps: false },
  collection_not_found: { status: 404, retryHelps: false },
  collection_name_taken: { status: 409, retryHelps: false },
  collection_within_itself: { status: 409, retryHelps: false },
  collection_too_deep: { status: 422, retryHelps: false },
  tag_name_taken: { status: 409, retryHelps: false },
  tag_within_itself: { status: 409, retryHelps: false },
  tag_too_deep: { status: 422, retryHelps: false },
  tag_change_not_found: { status: 404, retryHelps: false },
  smart_collection_not_found: { status: 404, retryHelps: false },
  smart_collection_name_taken: { status: 409, retryHelps: false },
  too_many_smart_collections: { status: 409, retryHelps: false },
  filter_of_later_version: { status: 422, retryHelps: false },

  not_confirmed: { status: 400, retryHelps: false },
  selection_empty: { status: 404, retryHelps: false },
  act_not_found: { status: 404, retryHelps: false },
  act_already_undone: { status: 409, retryHelps: false },
  act_not_undoable: { status: 409, retryHelps: false },

  citation_key_invalid: { status: 422, retryHelps: false },
  citation_key_taken: { status: 409, retryHelps: false },
  key_formula_invalid: { status: 422, retryHelps: false },
  style_not_found: { status: 404, retryHelps: false },
  style_invalid: { status: 422, retryHelps: false },
  style_exists: { status: 409, retryHelps: false },
  style_parent_missing: { status: 422, retryHelps: false },
  too_many_papers: { status: 422, retryHelps: false },
  export_link_not_found: { status: 404, retryHelps: false },

  import_empty: { status: 422, retryHelps: false },
  upload_not_found: { status: 404, retryHelps: false },
  import_running: { status: 409, retryHelps: true },
  import_not_found: { status: 404, retryHelps: false },
  import_format_unknown: { status: 415, retryHelps: false },
  import_too_complex: { status: 422, retryHelps: false },

  identifier_unknown_kind: { status: 422, retryHelps: false },
  identifier_not_found: { status: 404, retryHelps: false },
  identifier_batch_not_found: { status: 404, retryHelps: false },
  sources_off: { status: 409, retryHelps: false },
  source_off: { status: 409, retryHelps: false },
  source_unavailable: { status: 503, retryHelps: true },
  source_paused: { status: 503, retryHelps: true },
  source_answer_unreadable: { status: 502, retryHelps: true },
  source_value_missing: { status: 409, retryHelps: false },
  open_copy_missing: { status: 409, retryHelps: false },

  pdf_not_a_pdf: { status: 422, retryHelps: false },
  pdf_empty: { status: 422, retryHelps: false },
  pdf_damaged: { status: 422, retryHelps: false },
  pdf_encrypted: { status: 422, retryHelps: false },
  pdf_no_pages: { status: 422, retryHelps: false },
  pdf_too_many_pages: { status: 422, retryHelps: false },
  pdf_limits_exceeded: { status: 422, retryHelps: false },

  ocr_not_installed: { status: 409, retryHelps: false },
  ocr_off: { status: 409, retryHelps: false },
  ocr_not_needed: { status: 409, retryHelps: false },
  ocr_cancelled: { status: 409, retryHelps: false },
  ocr_page_limit: { status: 409, retryHelps: false },
  ocr_no_text: { status: 422, retryHelps: false },

  game_day_off: { status: 409, retryHelps: false },
  game_day_part_not_here: { status: 409, retryHelps: false },
  game_day_break_not_found: { status: 404, retryHelps: false },

  usage_limit_reached: { status: 429, retryHelps: false },
  usage_limit_not_found: { status: 404, retryHelps: false },
  usage_flag_not_found: { status: 404, retryHelps: false },
  time_zone_unknown: { status: 422, retryHelps: false },

  key_not_found: { status: 404, retryHelps: false },
  provider_not_configured: { status: 409, retryHelps: false },
  provider_label_taken: { status: 409, retryHelps: false },
  provider_key_refused: { status: 422, retryHelps: false },
  provider_address_refused: { status: 422, retryHelps: false },
  analysis_not_found: { status: 404, retryHelps: false },
  analysis_batch_not_found: { status: 404, retryHelps: false },
  analysis_batch_ended: { status: 409, retryHelps: false },
  analysis_needs_text: { status: 409, retryHelps: true },
  meaning_source_failed: { status: 422, retryHelps: true },
  meaning_is_off: { status: 409, retryHelps: false },
  no_providers_chosen: { status: 422, retryHelps: false },

  connector_token_not_found: { status: 404, retryHelps: false },

  backup_not_found: { status: 404, retryHelps: false },
  backup_folder_exists: { status: 409, retryHelps: false },
  backup_name_differs: { status: 422, retryHelps: false },
  backup_running: { status: 409, retryHelps: true },
  backup_damaged: { status: 422, retryHelps: false },
  backup_key_needed: { status: 409, retryHelps: false },
  backup_key_wrong: { status: 409, retryHelps: false },
  backup_of_later_version: { status: 409, retryHelps: false },
  backup_destination_unusable: { status: 409, retryHelps: true },
  backup_no_scratch_database: { status: 409, retryHelps: false },
  backup_schedule_invalid: { status: 422, retryHelps: false },
  backup_pinned: { status: 409, retryHelps: false },
  backup_house_running: { status: 409, retryHelps: false },

  setting_not_found: { status: 404, retryHelps: false },
  setting_invalid: { status: 422, retryHelps: false },
  setting_by_environment: { status: 409, retryHelps: false },

  job_not_found: { status: 404, retryHelps: false },
  job_not_retryable: { status: 409, retryHelps: false },
  queue_not_found: { status: 404, retryHelps: false },
  schedule_not_found: { status: 404, retryHelps: false },
  event_not_found: { status: 404, retryHelps: false },
  notification_not_found: { status: 404, retryHelps: false },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problems

const codes = Object.keys(problems)

/** Narrows any text to a code of the closed list. */
export function isProblemCode(text: string): text is ProblemCode {
  return codes.includes(text)
}

/** What an answer with an error carries: RFC 9457 problem details, with Seogo's stable `code`. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** Typed facts about this refusal (a limit, a field, an address), for the words on screen. */
  details: z.record(z.string(), z.unknown()).optional(),
  /** The request's id, the same as in the log line. */
  requestId: z.string().optional(),
})
export type ProblemDetails = z.infer<typeof problemDetails>

/** An expected refusal. Thrown anywhere on the way; the HTTP layer, the jobs and the CLI say it in their own manner. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, details: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.details = details
  }

  get status(): number {
    return problems[this.code].status
  }

  get retryHelps(): boolean {
    return problems[this.code].retryHelps
  }
}
