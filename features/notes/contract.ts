import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, noteId, paperId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** `personal` is seen by its author alone, `shared` by everybody who sees the library. */
export const noteVisibility = z.enum(['personal', 'shared'])
export type NoteVisibility = z.infer<typeof noteVisibility>

/** A paper as a note or a link names it. */
const namedPaper = z.strictObject({ id: paperId, title: z.string() })

/** A row of a list of notes. */
export const noteSummary = z.strictObject({
  id: noteId,
  libraryId,
  /** The paper it is of; null for a note of the library itself. */
  paper: namedPaper.nullable(),
  /** The first line without its markup; empty for an empty note. */
  title: z.string(),
  /** The beginning of what follows the title. */
  excerpt: z.string(),
  visibility: noteVisibility,
  isMine: z.boolean(),
  /** Null for who is gone or shares no library any more. */
  authorName: z.string().nullable(),
  mayEdit: z.boolean(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
})
export type NoteSummary = z.infer<typeof noteSummary>

/** A paper that the text names, by what is written there: a citation key, a title, or `paper:<id>`. */
export const noteLink = z.strictObject({
  written: z.string(),
  paper: namedPaper,
})
export type NoteLink = z.infer<typeof noteLink>

export const note = z.strictObject({
  ...noteSummary.shape,
  /** Markdown (GitHub's). Papers are named by `[[key or title]]`, `[[key or title|shown]]` or `[shown](paper:<id>)`. */
  body: z.string(),
  links: z.array(noteLink),
})
export type Note = z.infer<typeof note>

export const longestNote = 200_000
const body = z.string().max(longestNote)

/** What somebody picked while writing: which paper is meant by what is written. */
const pickedLinks = z.array(z.strictObject({ written: z.string().trim().min(1).max(300), paperId })).max(500)

export const listNotes = endpoint({
  name: 'notes.list',
  method: 'GET',
  path: '/api/notes',
  access: 'papers:read',
  summary: 'Notes one may see, of a paper, of a library or of all, the newest change first.',
  query: z.strictObject({
    ...pageQuery.shape,
    libraryId: libraryId.optional(),
    paperId: paperId.optional(),
  }),
  reply: pageOf(noteSummary),
})

export const createNote = endpoint({
  name: 'notes.create',
  method: 'POST',
  path: '/api/notes',
  access: 'papers:read',
  summary: 'Makes a note of a paper, or of a library (one’s own unless told).',
  body: z.strictObject({
    paperId: paperId.optional(),
    libraryId: libraryId.optional(),
    visibility: noteVisibility.default('personal'),
    body: body.default(''),
    links: pickedLinks.optional(),
  }),
  reply: note,
  status: 201,
})

const noteParams = z.strictObject({ noteId })

export const getNote = endpoint({
  name: 'notes.get',
  method: 'GET',
  path: '/api/notes/:noteId',
  access: 'papers:read',
  summary: 'One note with its text and the papers it names.',
  params: noteParams,
  reply: note,
})

export const changeNote = endpoint({
  name: 'notes.change',
  method: 'PATCH',
  path: '/api/notes/:noteId',
  access: 'papers:read',
  summary: 'Writes a note anew; refused when somebody wrote it since the version one saw.',
  params: noteParams,
  body: z.strictObject({
    /** The version that was seen. */
    version: z.int().min(1).max(2_000_000_000),
    body: body.optional(),
    visibility: noteVisibility.optional(),
    links: pickedLinks.optional(),
  }),
  reply: note,
})

export const removeNote = endpoint({
  name: 'notes.remove',
  method: 'DELETE',
  path: '/api/notes/:noteId',
  access: 'papers:read',
  summary: 'Moves a note to the trash, from where it can be brought back for thirty days.',
  params: noteParams,
  reply: z.strictObject({}),
})

export const restoreNote = endpoint({
  name: 'notes.restore',
  method: 'POST',
  path: '/api/notes/:noteId/restore',
  access: 'papers:read',
  summary: 'Brings a note back from the trash.',
  params: noteParams,
  reply: note,
})

export const downloadNote = endpoint({
  name: 'notes.download',
  method: 'GET',
  path: '/api/notes/:noteId/markdown',
  access: 'papers:read',
  summary: 'A note as a Markdown file; papers are linked by their DOI where they have one.',
  params: noteParams,
})

export const listMentions = endpoint({
  name: 'notes.listMentions',
  method: 'GET',
  path: '/api/papers/:paperId/mentions',
  access: 'papers:read',
  summary: 'The notes that name a paper, as far as one may see them.',
  params: z.strictObject({ paperId }),
  reply: z.strictObject({ items: z.array(noteSummary) }),
})
