import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { importText } from './import-text.ts'
import { installStyle } from './install-style.ts'
import { getRecognizedItem } from './recognised-item.ts'
import { json } from './reply.ts'
import { hasResolvers, saveFromResolver } from './resolvers.ts'
import { saveAttachment, saveStandaloneAttachment } from './save-attachment.ts'
import { saveItems } from './save-items.ts'
import { saveSingleFile, saveSnapshot } from './save-page.ts'
import { getSelectedCollection } from './selected-collection.ts'
import type { Saver } from './tokens.ts'
import { updateSession } from './update-session.ts'

type Answer = (request: ProtocolRequest<undefined>, saver: Saver) => Promise<ProtocolReply>

const nothing = async () => json(200, [])

/** What this Zotero can do. No hash of translators: the extension then takes them from Zotero's own repository. */
const prefs = {
  automaticSnapshots: true,
  downloadAssociatedFiles: true,
  supportsAttachmentUpload: true,
  supportsTagsAutocomplete: true,
  canUserAddNote: true,
  googleDocsAddNoteEnabled: false,
  googleDocsAddAnnotationEnabled: false,
  googleDocsCitationExplorerEnabled: false,
}

/** For somebody who opens the address in a tab to see whether it works. */
const page =
  '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Seogo</title></head><body>Seogo is running and listens to the Zotero Connector at this address.</body></html>'

/**
 * The words of the protocol that Seogo answers. Those it does not know (lists of translators, documents of word
 * processors) are answered 404 with the protocol's headers, and the extension does without.
 */
export const verbs: Readonly<Record<string, { readonly GET?: Answer; readonly POST?: Answer }>> = {
  ping: {
    GET: async () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page }),
    POST: async () => json(200, { prefs }),
  },
  getSelectedCollection: { POST: getSelectedCollection },
  saveItems: { POST: saveItems },
  saveAttachment: { POST: saveAttachment },
  saveStandaloneAttachment: { POST: saveStandaloneAttachment },
  getRecognizedItem: { POST: getRecognizedItem },
  saveSnapshot: { POST: saveSnapshot },
  saveSingleFile: { POST: saveSingleFile },
  updateSession: { POST: updateSession },
  hasAttachmentResolvers: { POST: hasResolvers },
  saveAttachmentFromResolver: { POST: saveFromResolver },
  import: { POST: importText },
  delaySync: { GET: async () => ({ status: 204 }), POST: async () => ({ status: 204 }) },
  getClientHostnames: { GET: nothing, POST: nothing },
  proxies: { GET: nothing, POST: nothing },
  installStyle: { POST: installStyle },
}
