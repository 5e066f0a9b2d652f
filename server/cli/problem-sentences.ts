import type { Problem, ProblemCode } from '#contract/problems.ts'

/** What the command line says of a refusal; a code without a sentence here is said by its own words. */
const sentences: Partial<Record<ProblemCode, string>> = {
  unavailable: 'The database does not answer at the moment; try again.',
  setting_not_found: 'There is no such setting, or only the environment can set it.',
  setting_invalid: 'This value cannot be used for the setting.',
  setting_by_environment: 'The environment of this process sets it, and wins over what is saved.',
  bad_request: 'That cannot be understood.',
  body_too_large: 'The file is larger than SEOGO_UPLOAD_MAX_BYTES allows.',
  not_permitted: 'This person may not do that.',
  person_not_found: 'There is nobody with this e-mail address.',
  email_taken: 'Somebody with this e-mail address is here already.',
  password_too_weak: 'The password is too easy to guess; take a longer one.',
  library_not_found: 'There is no such library, or this person does not see it.',
  library_read_only: 'This person may read the library but not change it.',
  paper_not_found: 'There is no such paper, or this person does not see it.',
  file_not_found: 'There is no such file.',
  selection_empty: 'There is nothing of that in the trash or the library.',
  not_confirmed: 'That cannot be undone, and nobody is here to be asked: say --yes.',
  import_empty: 'There was nothing to take in.',
  import_format_unknown: 'This is no PDF, and no bibliography of a format that Seogo reads.',
  pdf_not_a_pdf: 'This is not a PDF.',
  pdf_empty: 'This PDF is empty.',
  pdf_damaged: 'This PDF is damaged and cannot be read.',
  pdf_encrypted: 'This PDF is locked with a password.',
  pdf_no_pages: 'This PDF has no pages.',
  pdf_too_many_pages: 'This PDF has more pages than Seogo reads.',
  pdf_limits_exceeded: 'Reading this PDF took more time or memory than is allowed.',
  key_not_found: 'There is no such provider key.',
  provider_not_configured: 'This provider has no key yet.',
  analysis_needs_text: 'This paper has no text yet that could be read.',
  no_providers_chosen: 'No provider was chosen.',
  backup_not_found: 'There is no such backup. It may have been removed, or it lies at another destination.',
  backup_running: 'A backup is being made or tried already. Only one at a time; wait until it has ended.',
  backup_damaged:
    'This backup is damaged. The damaged part is named below; nothing was restored from it. Take another backup, and make a full one soon.',
  backup_key_needed:
    'This backup is sealed. Give the key it was sealed with: SEOGO_BACKUP_KEY, or --key-file on the command line.',
  backup_key_wrong:
    'The key does not fit this backup. It was sealed with another key. Without that key nobody can open it.',
  backup_of_later_version: 'This backup was made by a later version. Update Seogo, then restore it.',
  backup_destination_unusable:
    'The backup destination cannot be used. Check that it is there, writable and has room.',
  backup_no_scratch_database:
    'A backup cannot be restored on trial here. The database role of SEOGO_DATABASE_URL needs the right to create databases (CREATEDB).',
  backup_pinned: 'This backup is pinned. Unpin it first, if it may really go.',
  backup_house_running:
    'Seogo is running. Stop it first, or add --while-running: everybody is then disconnected for a moment.',
  job_not_found: 'There is no such job, or it is somebody else’s.',
  job_not_retryable: 'Only a job that failed or was cancelled can run again.',
}

/** A refusal as one English sentence with its facts and its code. */
export function sentenceOf(problem: Problem): string {
  const words = problem.code.replaceAll('_', ' ')
  const sentence = sentences[problem.code] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
  const facts = Object.entries(problem.details).map(([name, value]) => `${name}: ${factOf(value)}`)
  return `${sentence}${facts.length > 0 ? ` (${facts.join(', ')})` : ''} [${problem.code}]`
}

function factOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
