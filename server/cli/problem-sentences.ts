import type { Problem, ProblemCode } from '#contract/problems.ts'

/** What the command line says of a refusal; a code without a sentence here is said by its own words. */
const sentences: Partial<Record<ProblemCode, string>> = {
  unavailable: 'The database does not answer at the moment; try again.',
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
