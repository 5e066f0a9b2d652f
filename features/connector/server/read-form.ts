import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { Problem } from '#contract/problems.ts'
import type { ReceivedFile } from './received-file.ts'

export type ReadForm = {
  readonly fields: ReadonlyMap<string, string>
  /** The first file of the form. */
  readonly file: ReceivedFile | undefined
}

type Options = {
  readonly type: string
  readonly onFile: (bytes: Readable) => Promise<ReceivedFile>
  readonly fieldMaxBytes: number
}

/**
 * Reads a form whose texts are few and whose first file is streamed away. Not the house's own reader of forms, which
 * takes files only: the extension sends what it knows as a text beside them.
 * @throws Problem bad_request for a form that breaks off, body_too_large for a text beyond the limit
 */
export async function readForm(body: Readable, { type, onFile, fieldMaxBytes }: Options): Promise<ReadForm> {
  const fields = new Map<string, string>()
  let receiving: Promise<ReceivedFile> | undefined
  let isTooLong = false
  const form = openForm(type, fieldMaxBytes)
  form.on('field', (name: string, value: string, _isNameCut: boolean, isValueCut: boolean) => {
    isTooLong ||= isValueCut
    fields.set(name, value)
  })
  form.on('file', (_name: string, bytes: Readable) => {
    if (receiving !== undefined) bytes.resume()
    else {
      receiving = onFile(bytes)
      // Heard below, once the form has ended; until then it must not end the process.
      receiving.catch(() => bytes.resume())
    }
  })
  body.pipe(form)
  try {
    await finished(form, { readable: false })
  } catch (error) {
    throw new Problem('bad_request', {
      fault: error instanceof Error ? error.message : 'a form that breaks off',
    })
  }
  if (isTooLong) throw new Problem('body_too_large', { maxBytes: fieldMaxBytes })
  return { fields, file: await receiving }
}

function openForm(type: string, fieldSize: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { fieldSize, files: 2, fields: 3, parts: 5 },
    })
  } catch (error) {
    throw new Problem('bad_request', { fault: error instanceof Error ? error.message : type })
  }
}
