// Written by `npm run db:types` from the migrated database; never by hand.
import type { ColumnType, Generated } from 'kysely'

export type DB = {
  act_changes: {
    library_id: string
    act_id: string
    paper_id: string
    private_to: string | null
    kind: string
    subject: Generated<string>
    before: ColumnType<unknown, string | null | undefined, string | null>
    after: ColumnType<unknown, string | null | undefined, string | null>
  }
  acts: {
    id: Generated<string>
    library_id: string
    deed_id: string
    user_id: string | null
    private_to: string | null
    kind: string
    direction: Generated<'done' | 'undone' | 'redone'>
    facts: ColumnType<unknown, string | undefined, string>
    paper_count: number
    at: ColumnType<Date, Date | string | undefined, Date | string>
    undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    undo_of: string | null
  }
  admin_seen: {
    key: string
    happened_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    seen_at: ColumnType<Date, Date | string, Date | string>
    seen_by: string | null
  }
  analysis_answers: {
    id: Generated<string>
    library_id: string
    run_id: string
    position: number
    provider: string
    key_id: string | null
    label: string
    model: string | null
    state: Generated<'waiting' | 'active' | 'retrying' | 'answered' | 'failed' | 'cancelled'>
    stage: string | null
    progress_percent: Generated<number>
    failure_code: string | null
    failure_detail: string | null
    manner: 'extractive' | 'generative' | null
    findings: ColumnType<unknown, string | null | undefined, string | null>
    findings_version: number | null
    prompt_version: number | null
    input_hash: string | null
    input_tokens: number | null
    output_tokens: number | null
    cost_micro_usd: number | null
    duration_ms: number | null
    truncated_at_page: number | null
    file_id: string | null
    job_id: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    asked_model: string | null
    text_hash: string | null
    reused_from: string | null
    instead_of: string | null
    passed_keys: Generated<string[]>
  }
  analysis_automatic: {
    user_id: string
    enabled_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    choices: string[]
    language: 'en' | 'ko'
    papers_per_day: number
  }
  analysis_automatic_papers: {
    user_id: string
    library_id: string
    paper_id: string
    taken_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  analysis_batches: {
    id: Generated<string>
    user_id: string
    paper_ids: string[]
    choices: string[]
    language: 'en' | 'ko'
    fresh: boolean
    next: Generated<number>
    refused: Generated<number>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    paused_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    job_id: string | null
    automatic: Generated<boolean>
  }
  analysis_parts: {
    library_id: string
    answer_id: string
    number: number
    part_count: number
    input_hash: string
    model: string
    findings: ColumnType<unknown, string, string>
  }
  analysis_runs: {
    id: Generated<string>
    library_id: string
    paper_id: string
    requested_by: string | null
    language: 'en' | 'ko'
    state: Generated<'running' | 'finished' | 'failed' | 'cancelled'>
    requested_at: ColumnType<Date, Date | string | undefined, Date | string>
    finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    fresh: Generated<boolean>
    batch_id: string | null
  }
  announcements: {
    id: Generated<string>
    author_id: string | null
    words: ColumnType<unknown, string, string>
    audience: ColumnType<unknown, string, string>
    tell_at: ColumnType<Date, Date | string, Date | string>
    begins_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    ends_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    told_up_to: string | null
    told_count: Generated<number>
    told_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  'app.audit_head': {
    is_only: Generated<boolean>
    seq: Generated<number>
    hash: Generated<Buffer>
    started_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  'app.audit_inbox': {
    id: ColumnType<number, never, never>
    act: string
    actor_id: string | null
    user_id: string | null
    subject_kind: string | null
    subject_id: string | null
    subject_title: string | null
    address: string | null
    facts: ColumnType<unknown, string, string>
  }
  'app.partitioned_tables': {
    table_name: string
    width: string
    ahead: Generated<number>
    keep: string
  }
  audit_entries: {
    seq: number
    at: ColumnType<Date, Date | string, Date | string>
    act: string
    actor_id: string | null
    actor_name: string | null
    user_id: string | null
    user_name: string | null
    subject_kind: string | null
    subject_id: string | null
    subject_title: string | null
    address: string | null
    facts: ColumnType<unknown, string | undefined, string>
    previous: Buffer
    hash: Buffer
  }
  'auth.api_tokens': {
    id: Generated<string>
    user_id: string
    label: string
    token_hash: Buffer
    scope: 'read' | 'write' | 'admin'
    created_at: ColumnType<Date, Date | string, Date | string>
    expires_at: ColumnType<Date, Date | string, Date | string>
    last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    last_address: string | null
  }
  'auth.credentials': {
    id: Generated<string>
    user_id: string
    provider_id: string
    account_id: string
    password: string | null
    access_token: string | null
    refresh_token: string | null
    id_token: string | null
    access_token_expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    refresh_token_expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    scope: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  'auth.links': {
    id: Generated<string>
    purpose: 'claim' | 'invitation' | 'sign-in' | 'reset' | 'unlock' | 'email'
    token_hash: Buffer
    user_id: string | null
    email: string | null
    role: 'owner' | 'admin' | 'member' | 'reader'
    created_by: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    expires_at: ColumnType<Date, Date | string, Date | string>
    used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    bound_hash: Buffer | null
  }
  'auth.passkeys': {
    id: Generated<string>
    user_id: string
    credential_id: Buffer
    public_key: Buffer
    counter: number
    host: string
    transports: string[]
    label: string
    is_synced: boolean
    created_at: ColumnType<Date, Date | string, Date | string>
    last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  'auth.recovery_codes': {
    id: Generated<string>
    user_id: string
    code_hash: Buffer
    used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  'auth.second_factors': {
    user_id: string
    sealed_secret: Buffer | null
    confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    last_step: Generated<number>
    failures: Generated<number>
    blocked_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string, Date | string>
  }
  'auth.sessions': {
    id: Generated<string>
    user_id: string
    token: string
    ip_address: string | null
    user_agent: string | null
    reauth_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    expires_at: ColumnType<Date, Date | string, Date | string>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    by_passkey: Generated<boolean>
    challenged_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  'auth.sign_in_attempts': {
    id: ColumnType<number, never, never>
    account_hash: Buffer
    address: string
    at: ColumnType<Date, Date | string, Date | string>
    kind: Generated<'sign-in' | 'letter'>
  }
  'auth.spent_challenges': {
    challenge_hash: Buffer
    expires_at: ColumnType<Date, Date | string, Date | string>
  }
  'auth.users': {
    id: Generated<string>
    name: string
    email: string
    email_verified: Generated<boolean>
    image: string | null
    role: Generated<'owner' | 'admin' | 'member' | 'reader'>
    claimed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    language: 'en' | 'ko' | null
    theme: Generated<'light' | 'dark' | 'system'>
    locked_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    density: Generated<'comfortable' | 'compact'>
    deactivated_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    second_factor_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    leaving_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    time_zone: string | null
    locked_by: 'watch' | 'administrator' | null
    lock_reason: string | null
  }
  'auth.verifications': {
    id: Generated<string>
    identifier: string
    value: string
    expires_at: ColumnType<Date, Date | string, Date | string>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  background_jobs: {
    id: Generated<string>
    kind: string
    queue: string
    key: string | null
    payload: ColumnType<unknown, string, string>
    user_id: string | null
    internal: Generated<boolean>
    subject_kind: string | null
    subject_id: string | null
    state: Generated<'waiting' | 'delayed' | 'active' | 'retrying' | 'completed' | 'failed' | 'cancelled'>
    stage: string | null
    progress_percent: Generated<number>
    attempts: Generated<number>
    max_attempts: number
    lease: Generated<number>
    lease_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    crashes: Generated<number>
    delivery: Generated<number>
    queued_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    error_code: string | null
    error_message: string | null
    result: ColumnType<unknown, string | null | undefined, string | null>
    run_at: ColumnType<Date, Date | string | undefined, Date | string>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    started_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    priority: Generated<number>
    fair_turn: number | null
    parent_id: string | null
    lane: string | null
    variant: string | null
    input_size: number | null
    held_back_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    worker: string | null
    claimed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    claim: string | null
    paused_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    traceparent: string | null
  }
  backup_schedule: {
    one: Generated<boolean>
    enabled: boolean
    cron: string
    time_zone: string
    drill: boolean
    keep_last: number
    keep_daily: number
    keep_weekly: number
    keep_monthly: number
    next_run_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  cache_reports: {
    process: string
    kind: 'api' | 'worker'
    at: ColumnType<Date, Date | string, Date | string>
    report: ColumnType<unknown, string, string>
  }
  citation_key_formulas: {
    library_id: string
    formula: string
    folds: Generated<boolean>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  citation_keys: {
    library_id: string
    paper_id: string
    key: string
    origin: 'imported' | 'formula' | 'person'
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    taken_from: string | null
  }
  citation_styles: {
    id: string
    title: string
    xml: string
    parent_id: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  collections: {
    id: Generated<string>
    library_id: string
    parent_id: string | null
    name: string
    position: Generated<number>
    paper_count: Generated<number>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  connector_items: {
    session_id: string
    name: string
    place: number
    user_id: string
    library_id: string
    paper_id: string
    collection_id: string | null
    tags: Generated<string[]>
    is_new: boolean
  }
  connector_refusals: {
    address: string
    window_start: ColumnType<Date, Date | string, Date | string>
    count: number
  }
  connector_sessions: {
    id: Generated<string>
    user_id: string
    name: string
    note: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  connector_targets: {
    number: Generated<number>
    user_id: string
    library_id: string
    collection_id: string | null
  }
  connector_tokens: {
    id: Generated<string>
    user_id: string
    token_hash: Buffer
    label: string
    target_number: number | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  data_keys: {
    id: Generated<string>
    user_id: string | null
    wrapped_key: Buffer
    master_id: string
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    wrapped_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  duplicate_suggestions: {
    id: Generated<string>
    library_id: string
    paper_id: string
    other_id: string
    kind: 'duplicate' | 'version'
    reasons: ColumnType<unknown, string, string>
    strength: number
    state: Generated<'open' | 'dismissed' | 'merged' | 'linked'>
    decided_by: string | null
    decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  duplicate_watches: {
    library_id: string
    seen_version: Generated<number>
  }
  export_links: {
    id: Generated<string>
    user_id: string
    library_id: string
    tag_id: string | null
    collection_id: string | null
    name: string
    token_hash: string
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  feature_use_names: {
    day: string
    event: string
    name: Buffer
  }
  feature_uses: {
    day: string
    event: string
    uses: number
    people: number | null
  }
  files: {
    id: Generated<string>
    library_id: string
    paper_id: string
    sha256: string
    name: string
    media_type: string
    size_bytes: number
    state: Generated<'stored' | 'reading' | 'read' | 'unreadable'>
    problem: string | null
    page_count: number | null
    text_quality: 'good' | 'none' | 'garbage' | 'ocr' | null
    outline: ColumnType<unknown, string | null | undefined, string | null>
    thumbnail_sha256: string | null
    added_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    ocr_state: 'needed' | 'waiting' | 'reading' | 'done' | 'failed' | null
    ocr_problem: string | null
    ocr_pages_done: number | null
    ocr_confidence: number | null
    main_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    taken_from: string | null
    reading_cancelled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  first_page_bands: {
    library_id: string
    file_id: string
    band: string
  }
  first_pages: {
    library_id: string
    file_id: string
    signature: Buffer | null
  }
  follows: {
    user_id: string
    followed_id: string
    filter: ColumnType<unknown, string, string>
    known: string[]
    began_at: ColumnType<Date, Date | string | undefined, Date | string>
    looked_at: ColumnType<Date, Date | string | undefined, Date | string>
    seen_versions: number
    kind: 'search' | 'tag'
  }
  game_day_breaks: {
    id: Generated<string>
    part: 'provider' | 'redis' | 'files' | 'worker' | 'event_loop'
    target: string | null
    begun_at: ColumnType<Date, Date | string, Date | string>
    ends_at: ColumnType<Date, Date | string, Date | string>
    ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    begun_by: string | null
  }
  guides: {
    user_id: string
    claim_opened_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    searched_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    dismissed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  health_alert_rules: {
    metric: string
    enabled: boolean
    raise_at: number
    clear_at: number
    for_seconds: number
    changed_at: ColumnType<Date, Date | string, Date | string>
  }
  health_alert_standings: {
    metric: string
    phase: 'quiet' | 'rising' | 'raised' | 'falling'
    since: ColumnType<Date, Date | string, Date | string>
    value: number | null
    alert_id: string | null
    raised_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  health_alerts: {
    id: Generated<string>
    metric: string
    raised_at: ColumnType<Date, Date | string, Date | string>
    resolved_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    raise_at: number
    peak: number
  }
  health_changes: {
    id: Generated<string>
    at: ColumnType<Date, Date | string, Date | string>
    part: string
    state: string
    finding: string | null
    facts: ColumnType<unknown, string | undefined, string>
  }
  health_states: {
    part: string
    state: 'ok' | 'degraded' | 'failing' | 'off'
    finding: string | null
    facts: ColumnType<unknown, string | undefined, string>
    since: ColumnType<Date, Date | string, Date | string>
    told_state: 'failing' | 'ok' | null
  }
  health_turn: {
    singleton: Generated<boolean>
    taken_at: ColumnType<Date, Date | string | undefined, Date | string>
    written_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  highlights: {
    id: Generated<string>
    library_id: string
    paper_id: string
    file_id: string | null
    user_id: string
    colour: 'yellow' | 'red' | 'green' | 'blue' | 'purple'
    comment: Generated<string>
    tags: Generated<string[]>
    visibility: Generated<'private' | 'library'>
    quote: string
    prefix: Generated<string>
    suffix: Generated<string>
    anchor: 'placed' | 'drawn' | 'orphaned'
    page: number
    position: number | null
    spans: ColumnType<unknown, string | undefined, string>
    rects: ColumnType<unknown, string | undefined, string>
    version: Generated<number>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    removed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  identifier_batches: {
    id: Generated<string>
    library_id: string
    user_id: string
    job_id: string | null
    finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  identifier_items: {
    library_id: string
    batch_id: string
    position: number
    user_id: string
    given: string
    identifier: string | null
    outcome: Generated<'waiting' | 'added' | 'already_there' | 'refused'>
    problem: string | null
    paper_id: string | null
    title: string | null
  }
  import_entries: {
    library_id: string
    import_id: string
    file_index: number
    entry_index: number
    user_id: string
    file_name: string
    line: number | null
    outcome: 'added' | 'merged' | 'attached' | 'already_there' | 'refused'
    reason: string | null
    title: string | null
    paper_id: string | null
    file_id: string | null
    filled: ColumnType<unknown, string | null | undefined, string | null>
    verbatim: string | null
    undo: 'undone' | 'kept' | null
    named_files: string[] | null
  }
  import_files: {
    library_id: string
    import_id: string
    file_index: number
    user_id: string
    name: string
    sha256: string | null
    kind: 'pdf' | 'bibliography' | 'refused'
    settled: Generated<boolean>
    path: string | null
    size_bytes: number | null
  }
  import_tags: {
    library_id: string
    import_id: string
    user_id: string
    name: string
    tag_id: string | null
    paper_ids: Generated<string[]>
  }
  imports: {
    id: Generated<string>
    library_id: string
    user_id: string
    state: Generated<'running' | 'finished' | 'failed'>
    total_count: number | null
    job_id: string | null
    started_at: ColumnType<Date, Date | string | undefined, Date | string>
    finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    undo: Generated<'none' | 'undoing' | 'undone' | 'redoing'>
    undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    undo_job_id: string | null
  }
  job_attempts: {
    job_id: string
    execution: number
    user_id: string | null
    kind: string
    lane: string | null
    variant: string | null
    input_size: number | null
    worker: string | null
    started_at: ColumnType<Date, Date | string, Date | string>
    finished_at: ColumnType<Date, Date | string | undefined, Date | string>
    outcome: 'completed' | 'failed' | 'retrying' | 'handed_back' | 'cancelled' | 'worker_died'
    error_code: string | null
    error_message: string | null
  }
  job_lanes: {
    lane: string
    paused_until: ColumnType<Date, Date | string, Date | string>
    error_code: string
  }
  job_queues: {
    name: string
    paused_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    paused_by: string | null
    most_running: number | null
    most_per_minute: number | null
  }
  judgements: {
    library_id: string
    paper_id: string
    user_id: string
    rating_halves: number | null
    status: Generated<'unread' | 'reading' | 'read' | 'set_aside'>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  libraries: {
    id: Generated<string>
    name: string
    kind: 'personal' | 'shared'
    owner_id: string
    version: Generated<number>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    deleted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    deleted_by: string | null
  }
  library_members: {
    library_id: string
    user_id: string
    membership: 'owner' | 'editor' | 'reader'
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  likeness_keys: {
    library_id: string
    paper_id: string
    key: string
  }
  meaning_papers: {
    paper_id: string
    library_id: string
    stamp: string
    seen_version: number
    seen_files: string
    passages: number
  }
  meaning_sources: {
    id: Generated<string>
    user_id: string
    provider_key_id: string | null
    model: string
    reads_texts: boolean
    stamp: Generated<string>
    dimensions: number | null
    stopped: Generated<boolean>
    problem: string | null
    problem_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    tokens: Generated<number>
    cost_micro_usd: Generated<number>
    cost_known: Generated<boolean>
    chosen_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  note_links: {
    library_id: string
    note_id: string
    written: string
    paper_id: string
  }
  notes: {
    id: Generated<string>
    library_id: string
    paper_id: string | null
    author_id: string | null
    visibility: Generated<'personal' | 'shared'>
    body: Generated<string>
    title: Generated<string>
    version: Generated<number>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    trashed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  notification_cursors: {
    user_id: string
    last: number
  }
  notification_deliveries: {
    id: Generated<string>
    user_id: string
    notification_id: string
    channel: string
    target_id: string | null
    target_label: string | null
    state: Generated<'queued' | 'sent' | 'delivered' | 'failed'>
    reason: string | null
    attempts: Generated<number>
    rhythm: ColumnType<unknown, string, string>
    due_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    settled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  notification_settings: {
    user_id: string
    choices: ColumnType<unknown, string | undefined, string>
    rhythm: ColumnType<unknown, string, string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  notification_targets: {
    id: Generated<string>
    user_id: string
    channel: 'webhook' | 'push'
    label: string
    address: string
    keys: ColumnType<unknown, string | null | undefined, string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  notifications: {
    id: Generated<string>
    user_id: string
    type: string
    subject_kind: string | null
    subject_id: string | null
    subject_title: string | null
    facts: ColumnType<unknown, string | undefined, string>
    read_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    cursor: number | null
  }
  outbox: {
    id: ColumnType<number, never, never>
    event: string
    payload: ColumnType<unknown, string, string>
    user_id: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    traceparent: string | null
  }
  pages: {
    library_id: string
    file_id: string
    number: number
    width_pt: number
    height_pt: number
    rotation: Generated<number>
    text: string
    boxes: ColumnType<unknown, string | undefined, string>
    ocr_confidence: number | null
  }
  paper_collections: {
    library_id: string
    paper_id: string
    collection_id: string
    added_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  paper_families: {
    id: Generated<string>
    library_id: string
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  paper_family_members: {
    library_id: string
    family_id: string
    paper_id: string
    relation: 'preprint' | 'published' | 'extended' | 'translation'
    added_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  paper_merges: {
    id: Generated<string>
    library_id: string
    survivor_id: string
    merged_id: string
    merged_by: string | null
    merged_at: ColumnType<Date, Date | string | undefined, Date | string>
    undo: ColumnType<unknown, string, string>
    undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    undone_by: string | null
  }
  paper_search: {
    paper_id: string
    library_id: string
    words: string
    block: Generated<number>
  }
  paper_sources: {
    library_id: string
    paper_id: string
    source: string
    key: string
    verdict: 'trusted' | 'set_aside'
    reason: 'title_differs' | 'unknown_identifier' | null
    confidence: number
    csl: ColumnType<unknown, string, string>
    facts: ColumnType<unknown, string | undefined, string>
    fetched_at: ColumnType<Date, Date | string, Date | string>
  }
  paper_tags: {
    library_id: string
    paper_id: string
    tag_id: string
    added_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  papers: {
    id: Generated<string>
    library_id: string
    version: Generated<number>
    csl: ColumnType<unknown, string, string>
    title: string
    authors: Generated<string[]>
    year: number | null
    venue: string | null
    abstract: string | null
    doi: string | null
    arxiv_id: string | null
    citation_key: string | null
    likeness: string
    origins: ColumnType<unknown, string | undefined, string>
    verbatim: string | null
    added_by: string | null
    added_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    trashed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    pmid: string | null
    pmcid: string | null
    isbn: string | null
    integrity: 'retracted' | 'concern' | 'corrected' | null
    merged_into: string | null
    author_key: ColumnType<string, never, never>
    title_key: ColumnType<string, never, never>
    venue_key: ColumnType<string, never, never>
    trashed_by: string | null
  }
  passage_vectors: {
    library_id: string
    passage_id: string
    text_sha: Buffer
    excerpt: string
    vector: Buffer
  }
  passages: {
    library_id: string
    id: Generated<string>
    paper_id: string
    stamp: string
    file_id: string | null
    page: number | null
    signs: string
  }
  performance_days: {
    at: ColumnType<Date, Date | string, Date | string>
    kind: string
    subject: string
    count: number
    failures: number
    sum: number
    most: number
    amount: number
    queries: number
    query_us: number
    values: number[]
    counts: number[]
  }
  performance_hours: {
    at: ColumnType<Date, Date | string, Date | string>
    kind: string
    subject: string
    count: number
    failures: number
    sum: number
    most: number
    amount: number
    queries: number
    query_us: number
    values: number[]
    counts: number[]
  }
  performance_levels: {
    level: 'minutes' | 'hours' | 'days'
    whole_until: ColumnType<Date, Date | string, Date | string>
  }
  performance_minutes: {
    at: ColumnType<Date, Date | string, Date | string>
    kind: string
    subject: string
    count: number
    failures: number
    sum: number
    most: number
    amount: number
    queries: number
    query_us: number
    values: number[]
    counts: number[]
  }
  performance_requests: {
    at: ColumnType<Date, Date | string, Date | string>
    request_id: string
    route: string
    status: number
    duration_us: number
    bytes: number
    user_id: string | null
    cache: string | null
    queries: number
    query_us: number
  }
  performance_settings: {
    one: Generated<boolean>
    feature_use: Generated<boolean>
  }
  performance_slices: {
    at: ColumnType<Date, Date | string, Date | string>
    process: string
    kind: string
    subject: string
    count: number
    failures: number
    sum: number
    most: number
    amount: number
    queries: number
    query_us: number
    values: number[]
    counts: number[]
  }
  performance_statements: {
    fingerprint: string
    text: string
    normalised: string
    feature: string
    place: string | null
    seen_at: ColumnType<Date, Date | string, Date | string>
  }
  private_search: {
    user_id: string
    paper_id: string
    library_id: string
    words: string
  }
  processes: {
    id: Generated<string>
    kind: 'api' | 'worker' | 'command'
    pid: number
    host: string
    started_at: ColumnType<Date, Date | string | undefined, Date | string>
    seen_at: ColumnType<Date, Date | string | undefined, Date | string>
    rss_bytes: Generated<number>
    vitals: ColumnType<unknown, string | null | undefined, string | null>
  }
  provider_breakers: {
    provider: string
    base_url: string
    model: string
    state: 'closed' | 'open' | 'half_open'
    since: ColumnType<Date, Date | string, Date | string>
    failures: number
    openings: number
    next_probe_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    last_error: string | null
    last_failed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    last_answered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  provider_keys: {
    id: Generated<string>
    user_id: string | null
    provider: string
    label: string
    base_url: string
    model: string
    sealed_key: Buffer | null
    key_ending: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    checked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    stand_in_id: string | null
  }
  rate_counters: {
    subject: string
    window_start: ColumnType<Date, Date | string, Date | string>
    count: number
  }
  reading_places: {
    library_id: string
    file_id: string
    user_id: string
    page: number
    share: number
    session_id: string
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  refused_events: {
    id: ColumnType<number, never, never>
    event_id: number
    event: string
    reaction: string
    payload: ColumnType<unknown, string, string>
    user_id: string | null
    reason: string
    happened_at: ColumnType<Date, Date | string, Date | string>
    refused_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  schedules: {
    name: string
    next_run_at: ColumnType<Date, Date | string, Date | string>
    last_run_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    job_kind: string | null
    cron: string | null
    time_zone: string | null
    every_ms: number | null
    last_job_id: string | null
    described_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  search_learned: {
    library_id: string
    version: number
    generation: Generated<number>
    recounting: Generated<boolean>
    stale: Generated<number>
    learned_at: ColumnType<Date, Date | string | undefined, Date | string>
    counted_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  search_vocabulary: {
    library_id: string
    kind: 'word' | 'author' | 'venue'
    term: string
    shown: Generated<string>
    papers: number
    generation: Generated<number>
  }
  security_events: {
    id: Generated<string>
    at: ColumnType<Date, Date | string, Date | string>
    subject: string
    user_id: string | null
    user_name: string | null
    network: string | null
    score: number
    reasons: ColumnType<unknown, string, string>
    answer: 'noted' | 'slowed' | 'challenged' | 'guarded' | 'locked'
    until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  settings: {
    name: string
    value: string | null
    sealed: Buffer | null
    changed_at: ColumnType<Date, Date | string, Date | string>
    changed_by: string | null
  }
  smart_collections: {
    id: Generated<string>
    library_id: string | null
    user_id: string | null
    name: string
    colour: 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'pink' | null
    filter_version: Generated<number>
    filter: ColumnType<unknown, string, string>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  source_records: {
    source: string
    key: string
    found: boolean
    media_type: string | null
    raw: string | null
    etag: string | null
    fetched_at: ColumnType<Date, Date | string, Date | string>
  }
  source_states: {
    source: string
    enabled: Generated<boolean>
    next_at: ColumnType<Date, Date | string | undefined, Date | string>
    held_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    paused_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    pause_reason: 'asked_to_wait' | 'budget_spent' | 'failing' | null
    last_call_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    last_ok_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    last_status: number | null
    last_fault: string | null
    told_requests: number | null
    told_interval_ms: number | null
    budget_day: string | null
    budget_spent_micro_usd: Generated<number>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  tag_aliases: {
    library_id: string
    tag_id: string
    into_id: string
  }
  tag_changes: {
    id: Generated<string>
    library_id: string
    user_id: string | null
    undo: ColumnType<unknown, string, string>
    at: ColumnType<Date, Date | string | undefined, Date | string>
    undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  tags: {
    id: Generated<string>
    library_id: string
    name: string
    colour: 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'pink' | null
    paper_count: Generated<number>
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    updated_at: ColumnType<Date, Date | string | undefined, Date | string>
    parent_id: string | null
  }
  text_search: {
    paper_id: string
    library_id: string
    words: string
  }
  uploads: {
    id: Generated<string>
    library_id: string
    user_id: string
    file_name: string
    size_bytes: number
    metadata: string | null
    writer: string | null
    writing_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
    import_id: string | null
    created_at: ColumnType<Date, Date | string | undefined, Date | string>
    expires_at: ColumnType<Date, Date | string, Date | string>
  }
  usage_calls: {
    id: Generated<string>
    at: ColumnType<Date, Date | string | undefined, Date | string>
    user_id: string
    subject: string | null
    provider: string
    model: string | null
    operation: string
    outcome: 'answered' | 'failed'
    failure_code: string | null
    analyses: Generated<number>
    input_tokens: Generated<number>
    output_tokens: Generated<number>
    cost_micro_usd: number | null
    duration_ms: number | null
    day: string
    month: string
    house_day: string
    house_month: string
  }
  usage_flags: {
    id: Generated<string>
    user_id: string
    kind: 'burst' | 'night' | 'errors' | 'network' | 'creep'
    day: string
    measure: 'requests' | 'failed_requests' | 'calls' | 'failed_calls' | 'micro_usd' | 'networks'
    hour: ColumnType<Date, Date | string, Date | string>
    seen: number
    usual: number
    mads: number
    compared_with: 'own' | 'role' | 'house'
    network: string | null
    raised_at: ColumnType<Date, Date | string, Date | string>
    state: Generated<'open' | 'cleared' | 'limited' | 'locked'>
    note: string | null
    decided_by: string | null
    decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  usage_hours: {
    user_id: string
    hour: ColumnType<Date, Date | string, Date | string>
    requests: Generated<number>
    failed_requests: Generated<number>
    calls: Generated<number>
    failed_calls: Generated<number>
    tokens: Generated<number>
    micro_usd: Generated<number>
  }
  usage_limits: {
    id: Generated<string>
    applies_to: 'house' | 'role' | 'person'
    role: 'owner' | 'admin' | 'member' | 'reader' | null
    user_id: string | null
    meter: 'analyses' | 'tokens' | 'micro_usd'
    period: 'day' | 'month'
    soft: number | null
    hard: number | null
    changed_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  usage_networks: {
    user_id: string
    network: string
    first_hour: ColumnType<Date, Date | string, Date | string>
    last_hour: ColumnType<Date, Date | string, Date | string>
    requests: number
  }
  usage_reservations: {
    subject: string
    user_id: string
    analyses: number
    tokens: number
    micro_usd: number
    day: string
    month: string
    house_day: string
    house_month: string
    reserved_at: ColumnType<Date, Date | string | undefined, Date | string>
  }
  usage_reviews: {
    is_only: Generated<boolean>
    reviewed_until: ColumnType<Date, Date | string, Date | string>
  }
  usage_totals: {
    id: Generated<string>
    user_id: string | null
    meter: 'analyses' | 'tokens' | 'micro_usd'
    period: 'day' | 'month'
    begins_on: string
    used: Generated<number>
    reserved: Generated<number>
    warned_of: number | null
  }
  watch_arrivals: {
    user_id: string
    network: string
    last_at: ColumnType<Date, Date | string, Date | string>
  }
  watch_counters: {
    subject: string
    kind: string
    about: string
    since: ColumnType<Date, Date | string, Date | string>
    count: number
  }
  watch_measures: {
    subject: string
    event_id: string
    since: ColumnType<Date, Date | string, Date | string>
    until: ColumnType<Date, Date | string, Date | string>
    strikes: number
  }
}
