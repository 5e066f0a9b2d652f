import { type Route, route } from '#platform/http/route.ts'
import {
  changeNote as changeNoteEndpoint,
  createNote as createNoteEndpoint,
  downloadNote as downloadNoteEndpoint,
  getNote,
  listMentions as listMentionsEndpoint,
  listNotes as listNotesEndpoint,
  removeNote as removeNoteEndpoint,
  restoreNote as restoreNoteEndpoint,
} from '../contract.ts'
import { downloadNote } from './download-note.ts'
import { listMentions, listNotes, readNote } from './read-notes.ts'
import { changeNote, createNote, removeNote, restoreNote } from './write-notes.ts'

export const routes: readonly Route[] = [
  route(
    listNotesEndpoint,
    ({ query }, { house, caller }) => house.database.asUser(caller.userId, (tx) => listNotes(tx, query)),
    { ttlMs: 120_000, dependsOn: ['notes', 'papers', 'citation_keys', 'users'] },
  ),
  route(createNoteEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => createNote(tx, body)),
  ),
  route(getNote, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => readNote(tx, params.noteId)),
  ),
  route(changeNoteEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => changeNote(tx, params.noteId, body)),
  ),
  route(removeNoteEndpoint, async ({ params }, { house, caller }) => {
    await house.database.asUser(caller.userId, (tx) => removeNote(tx, params.noteId))
    return {}
  }),
  route(restoreNoteEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => restoreNote(tx, params.noteId)),
  ),
  route(downloadNoteEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => downloadNote(tx, params.noteId)),
  ),
  route(listMentionsEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listMentions(tx, params.paperId)),
  ),
]
