import type { FailureCode } from '../api-problem.ts'
import { backupProblemsEn } from './problems-backup.en.ts'
import { healthProblemsEn } from './problems-health.en.ts'
import { identityProblemsEn } from './problems-identity.en.ts'
import { meaningProblemsEn } from './problems-meaning.en.ts'
import { notificationProblemsEn } from './problems-notifications.en.ts'
import { performanceProblemsEn } from './problems-performance.en.ts'
import { usageProblemsEn } from './problems-usage.en.ts'

/** What is said about a failure: what happened, and what helps. */
export type FailureWords = { readonly title: string; readonly help: string }

export const problemsEn: Readonly<Record<FailureCode, FailureWords>> = {
  offline: {
    title: 'No connection to Seogo',
    help: 'Check the network, and whether the server is running. Nothing you entered is lost.',
  },
  page_outdated: {
    title: 'Seogo was updated while this page was open',
    help: 'Reload the page to go on with the new version.',
  },
  unexpected: {
    title: 'Something went wrong inside Seogo',
    help: 'Try again. If it stays, tell whoever runs this server the request number below.',
  },
  unavailable: {
    title: 'Seogo cannot answer just now',
    help: 'A part of the server is starting or restarting. Try again in a moment.',
  },
  bad_request: {
    title: 'Seogo did not understand this',
    help: 'Check what you entered. If you followed a link, it may be incomplete.',
  },
  body_too_large: {
    title: 'That is too large',
    help: 'It is over the size this server takes. Send it in smaller parts.',
  },
  unsupported_media_type: {
    title: 'That kind of file is not taken here',
    help: 'Seogo reads PDF files and bibliographies: BibTeX, RIS, CSL-JSON, EndNote XML, PubMed, Zotero RDF and others.',
  },
  route_not_found: {
    title: 'There is nothing at this address',
    help: 'The page may have moved. The library is a good place to go on from.',
  },
  too_many_requests: {
    title: 'That was too often in a short time',
    help: 'Wait a minute, then try again.',
  },
  csrf_token_missing: {
    title: 'This page could not show that it is Seogo’s own',
    help: 'Load the page anew and try again. The browser must accept cookies from this address.',
  },
  token_scope: {
    title: 'This access token may not do that',
    help: 'It was made for less. Make another one with a wider scope.',
  },
  token_not_found: {
    title: 'This access token is not there any more',
    help: 'It was revoked already.',
  },
  too_many_tokens: {
    title: 'There are too many access tokens',
    help: 'Revoke those you do not use, then make a new one.',
  },
  session_not_found: {
    title: 'This session is not there any more',
    help: 'It ended by itself, or was ended elsewhere.',
  },
  person_protected: {
    title: 'This account cannot be changed like that',
    help: 'The owner stays the owner, and nobody takes their own rights away.',
  },
  cross_site_request: {
    title: 'The request came from another website',
    help: 'Open Seogo at its own address and try again there.',
  },
  not_signed_in: {
    title: 'You are signed out',
    help: 'Sign in again to go on.',
  },
  not_permitted: {
    title: 'Your role does not allow this',
    help: 'Ask an administrator of this server if you need it.',
  },
  wrong_credentials: {
    title: 'E-mail and password do not match',
    help: 'Check both and try again.',
  },
  link_invalid: {
    title: 'This link does not work any more',
    help: 'It was used already, or it is too old. Ask for a new one.',
  },
  person_not_found: {
    title: 'There is no such person here',
    help: 'The account may have been removed.',
  },
  invitation_not_found: {
    title: 'There is no such invitation',
    help: 'It may have been used or withdrawn.',
  },
  library_not_found: {
    title: 'There is no such library',
    help: 'It may have been removed, or you are not a member of it.',
  },
  library_read_only: {
    title: 'You can read this library, not change it',
    help: 'Ask its owner to make you an editor.',
  },
  library_owner_only: {
    title: 'Only an owner of this library may do that',
    help: 'Ask one of its owners; they are listed among its members.',
  },
  library_personal: {
    title: 'This is somebody’s own library',
    help: 'It is shared with nobody. Make a shared library and copy papers there.',
  },
  library_last_owner: {
    title: 'The library would have no owner',
    help: 'Make another member an owner first.',
  },
  library_not_empty: {
    title: 'There are papers in this library',
    help: 'Type its name exactly as it is written to take it away.',
  },
  too_many_libraries: {
    title: 'You already own very many libraries',
    help: 'Take one away, or give one to somebody else.',
  },
  member_not_found: {
    title: 'This person is not in the library',
    help: 'They may have left it, or somebody took them out.',
  },
  member_already_there: {
    title: 'This person is in the library already',
    help: 'What they may do is changed in the list of members.',
  },
  member_reads_only: {
    title: 'This account may only read',
    help: 'An owner needs an account that may change papers. An administrator gives it.',
  },
  paper_not_found: {
    title: 'There is no such paper',
    help: 'It may have been removed, or it is in a library you cannot see.',
  },
  paper_changed: {
    title: 'The record was changed meanwhile',
    help: 'Look at it as it is now, then write again.',
  },
  paper_exists: {
    title: 'This paper is in the library already',
    help: 'Open the one that is there.',
  },
  paper_merged: {
    title: 'This paper was merged into another one',
    help: 'It comes back when the merge is undone, on the page of the paper that took it in.',
  },
  paper_already_merged: {
    title: 'These papers were merged already',
    help: 'Somebody was quicker. The page shows how they stand now.',
  },
  papers_not_mergeable: {
    title: 'These two cannot be put together',
    help: 'They have to be two papers of the same library.',
  },
  suggestion_not_found: {
    title: 'This pair is not there any more',
    help: 'Somebody may have decided about it, or one of the papers is gone.',
  },
  merge_not_found: {
    title: 'There is nothing to undo',
    help: 'This merge was undone already, or was never made.',
  },
  merge_not_undoable: {
    title: 'This merge cannot be undone now',
    help: 'One of the papers was merged again since, or its DOI belongs to another paper. Undo that first.',
  },
  file_not_found: {
    title: 'There is no such file',
    help: 'It may have been removed from the paper.',
  },
  tag_not_found: {
    title: 'There is no such tag',
    help: 'It may have been removed or renamed.',
  },
  highlight_not_found: {
    title: 'There is no such highlight',
    help: 'It may have been taken away, or it is not shared with you.',
  },
  quote_not_found: {
    title: 'These words do not stand in the file',
    help: 'Neither the words nor a place on the page could be found. Select the passage again.',
  },
  note_not_found: {
    title: 'There is no such note',
    help: 'It may have been removed, or its author kept it for themselves.',
  },
  note_changed: {
    title: 'Somebody changed this note meanwhile',
    help: 'Nothing is lost: look at theirs, then decide which text stays.',
  },
  collection_not_found: {
    title: 'There is no such collection',
    help: 'It may have been removed, or its library is not shared with you.',
  },
  collection_name_taken: {
    title: 'There is a collection of this name already',
    help: 'Names within one collection differ, in upper and lower case too. Choose another.',
  },
  collection_within_itself: {
    title: 'A collection cannot stand within itself',
    help: 'Choose a place that is not inside the collection you move.',
  },
  collection_too_deep: {
    title: 'That would be too deep',
    help: 'Collections stand at most 20 deep within each other.',
  },
  not_confirmed: {
    title: 'This was not confirmed',
    help: 'It cannot be undone, so it is done only when somebody says that they mean it.',
  },
  selection_empty: {
    title: 'No papers are selected',
    help: 'The papers were moved to the trash, or the filter leaves none by now.',
  },
  act_not_found: {
    title: 'This act is not here',
    help: 'It is older than history is kept, or was done where you cannot see it.',
  },
  act_already_undone: {
    title: 'This has been undone already',
    help: 'Somebody was faster. Load the page again to see how things stand.',
  },
  act_not_undoable: {
    title: 'This cannot be undone any more',
    help: 'Everything it changed has been changed again since, or is gone.',
  },
  tag_name_taken: {
    title: 'A tag has that name already.',
    help: 'Merge the two, or choose another name.',
  },
  tag_within_itself: {
    title: 'A tag cannot stand within itself.',
    help: 'Choose a place outside it.',
  },
  tag_too_deep: {
    title: 'That would be too deep or too long',
    help: 'Tags stand at most 20 deep within each other, and their whole name has at most 300 letters.',
  },
  tag_change_not_found: {
    title: 'This cannot be undone any more.',
    help: 'It is undone already, or it is gone.',
  },
  smart_collection_not_found: {
    title: 'This smart collection is not there.',
    help: 'Somebody may have removed it.',
  },
  smart_collection_name_taken: {
    title: 'A smart collection has that name already.',
    help: 'Choose another name.',
  },
  too_many_smart_collections: {
    title: 'There are too many smart collections.',
    help: 'Remove some that are of no use any more.',
  },
  filter_of_later_version: {
    title: 'This filter was made by a later Seogo.',
    help: 'Update Seogo to use it.',
  },
  citation_key_invalid: {
    title: 'That is no citation key.',
    help: 'Use letters, digits and - _ : . / only, without spaces, up to 200 characters.',
  },
  citation_key_taken: {
    title: 'Another paper of this library has this citation key.',
    help: 'Capitals do not tell keys apart. Choose another key.',
  },
  key_formula_invalid: {
    title: 'The formula cannot be read.',
    help: 'Look at the place that is named; the documentation lists the parts of a formula.',
  },
  style_not_found: {
    title: 'This citation style is not installed.',
    help: 'Choose another style.',
  },
  style_invalid: {
    title: 'This file is no citation style.',
    help: 'Choose a .csl file of the Citation Style Language, version 1.0.',
  },
  style_exists: {
    title: 'This citation style is installed already.',
    help: 'It needs no file of yours. A changed one needs an id of its own in the file.',
  },
  style_parent_missing: {
    title: 'The style that this one depends on is missing.',
    help: 'Add that style first; the file names it as its “independent-parent”.',
  },
  too_many_papers: {
    title: 'These are too many papers at once.',
    help: 'Choose fewer of them, or narrow the list by a filter and export that.',
  },
  export_link_not_found: {
    title: 'There is no such address.',
    help: 'It may have been revoked.',
  },
  import_empty: {
    title: 'There is nothing in it to import',
    help: 'Choose at least one file that is not empty.',
  },
  upload_not_found: {
    title: 'This upload is no longer there',
    help: 'An upload that stands still for a day is forgotten. Send the file again.',
  },
  import_running: {
    title: 'The import is still being worked on',
    help: 'Wait until it has ended, then try again.',
  },
  import_not_found: {
    title: 'There is no such import',
    help: 'It may be from another person.',
  },
  import_format_unknown: {
    title: 'Seogo cannot tell what kind of file this is',
    help: 'It reads PDF, BibTeX (.bib), RIS (.ris), CSL-JSON (.json), EndNote and PubMed (.xml, .nbib), Zotero RDF (.rdf) and others.',
  },
  import_too_complex: {
    title: 'Reading this file took too long and was stopped',
    help: 'Split it into several files and import those.',
  },
  identifier_unknown_kind: {
    title: 'This names no work',
    help: 'Use a DOI, arXiv id, PMID, PMCID, ISBN, OpenAlex or KCI id, or the address of its page. An ISSN is that of a whole journal.',
  },
  identifier_not_found: {
    title: 'Nobody knows a work by this identifier',
    help: 'Check its letters and digits. A very new one may need a day to be known.',
  },
  identifier_batch_not_found: {
    title: 'There is no such list of identifiers',
    help: 'It may be another person’s. Your library shows what was added.',
  },
  sources_off: {
    title: 'Metadata sources are switched off on this server',
    help: 'Add the work by its PDF or a bibliography file, or ask whoever runs this server.',
  },
  source_off: {
    title: 'The source that knows this is switched off',
    help: 'An administrator sees in the settings which sources are asked, and what a source needs.',
  },
  source_unavailable: {
    title: 'The metadata source does not answer',
    help: 'Try again later. Nothing was changed.',
  },
  source_paused: {
    title: 'The metadata source asks to wait',
    help: 'It is asked again when its time is over. Nothing was changed.',
  },
  source_answer_unreadable: {
    title: 'The metadata source answered something else',
    help: 'Its answer was no record, perhaps an error page. Try again later.',
  },
  source_value_missing: {
    title: 'This source says nothing of the field any more',
    help: 'Reload the paper to see what the sources say now.',
  },
  open_copy_missing: {
    title: 'No source knows a free copy',
    help: 'Drop the PDF on the library if you have it.',
  },

  pdf_not_a_pdf: {
    title: 'This file is no PDF',
    help: 'Its name ends in .pdf but its content is something else, often a saved error page. Download it again.',
  },
  pdf_empty: {
    title: 'This PDF is empty',
    help: 'The file has no content. Download it again.',
  },
  pdf_damaged: {
    title: 'This PDF is damaged',
    help: 'It is cut off or changed in places that matter. Download it again.',
  },
  pdf_encrypted: {
    title: 'This PDF is locked with a password',
    help: 'Save a copy without the password and import that.',
  },
  pdf_no_pages: {
    title: 'This PDF has no pages',
    help: 'Download it again, or export it again from where it was made.',
  },
  pdf_too_many_pages: {
    title: 'This PDF has too many pages',
    help: 'It is kept and can be opened, but its text is not read.',
  },
  pdf_limits_exceeded: {
    title: 'This PDF takes too much to read',
    help: 'It needs more memory or time than one file may have, as a broken or hostile file does.',
  },
  file_elsewhere: {
    title: 'Another paper has this file',
    help: 'The same bytes stand once in a library. Remove the file there, or that paper, then attach it here.',
  },
  ocr_not_installed: {
    title: 'OCR is not installed',
    help: 'This server has no Tesseract, or not its language data. Its administrator can install tesseract-ocr, tesseract-ocr-kor and tesseract-ocr-eng; scans are then read by themselves.',
  },
  ocr_off: {
    title: 'OCR runs only when asked for',
    help: 'It is turned off on this server for new files. Start it for this file if you need its text.',
  },
  ocr_not_needed: {
    title: 'This file has text of its own',
    help: 'OCR is for scans, and for PDFs whose letters have no meaning.',
  },
  ocr_cancelled: {
    title: 'OCR was cancelled',
    help: 'Pages that were read are kept. Start it again to go on after them.',
  },
  ocr_page_limit: {
    title: 'Not every page was read by OCR',
    help: 'The file has more pages than this server reads. Its administrator can raise SEOGO_OCR_MAX_PAGES.',
  },
  ocr_no_text: {
    title: 'OCR found hardly any text',
    help: 'The pages may be pictures, or in a language this server has no data for.',
  },
  key_not_found: {
    title: 'There is no such provider',
    help: 'It may have been removed.',
  },
  provider_not_configured: {
    title: 'This provider is not set up',
    help: 'Add it under Settings first.',
  },
  provider_label_taken: {
    title: 'You already have a provider of this name',
    help: 'Choose another name, or remove the other one first.',
  },
  provider_key_refused: {
    title: 'The provider does not accept this key',
    help: 'Copy it again from the provider’s page, and look whether the address is the right one.',
  },
  provider_address_refused: {
    title: 'Seogo may not call this address',
    help: 'It is not reachable from the server, or its administrator has closed it off.',
  },
  analysis_not_found: {
    title: 'There is no such analysis',
    help: 'It may have been removed with its paper.',
  },
  analysis_batch_not_found: {
    title: 'There is no such analysis of many papers',
    help: 'The page of jobs shows those you asked for.',
  },
  analysis_batch_ended: {
    title: 'This analysis of many papers has ended',
    help: 'There is nothing left to pause or to go on with.',
  },
  analysis_needs_text: {
    title: 'There is no text to analyse yet',
    help: 'The file is still being read, or it is a scan without text.',
  },
  no_providers_chosen: {
    title: 'No reader is chosen',
    help: 'Choose at least one.',
  },
  connector_token_not_found: {
    title: 'There is no such address',
    help: 'It may have been taken back already.',
  },
  ...backupProblemsEn,
  ...identityProblemsEn,
  ...notificationProblemsEn,
  ...healthProblemsEn,
  ...meaningProblemsEn,
  ...performanceProblemsEn,
  ...usageProblemsEn,

  job_not_found: {
    title: 'There is no such job',
    help: 'It may have been cleared away.',
  },
  job_not_retryable: {
    title: 'This job cannot be run again',
    help: 'Only failed and cancelled jobs can.',
  },
  queue_not_found: {
    title: 'There is no such queue',
    help: 'The queues are listed on the page of all jobs.',
  },
  schedule_not_found: {
    title: 'There is no such schedule',
    help: 'It may belong to an older version.',
  },
  event_not_found: {
    title: 'There is no such event',
    help: 'Somebody may have settled it already.',
  },
}
