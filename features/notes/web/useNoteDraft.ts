import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asApiProblem } from '#web/lib/api-problem.ts'
import { call } from '#web/lib/call.ts'
import { changeNote, createNote, getNote, type Note } from '../contract.ts'
import { forgetDraft, keepDraft, readDraft } from './kept-draft.ts'

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict'

const restMs = 700

/**
 * The text of a note as it is written: saved by itself after a moment of rest, kept in this browser until it is. When
 * somebody else wrote meanwhile, nothing is saved until the person has decided.
 */
export function useNoteDraft(note: Note) {
  const client = useQueryClient()
  const kept = useRef(readDraft(note.id))
  const [text, setText] = useState(kept.current?.text ?? note.body)
  /** What the server has, as far as this page knows. */
  const [base, setBase] = useState({ version: kept.current?.version ?? note.version, body: note.body })
  const [theirs, setTheirs] = useState<Note>()
  const picked = useRef(new Map<string, string>())
  const params = { noteId: note.id }
  const adopt = useCallback(
    (saved: Note) => {
      client.setQueryData(['notes', 'note', saved.id], saved)
      setBase({ version: saved.version, body: saved.body })
      setTheirs(undefined)
    },
    [client],
  )
  const saving = useMutation({
    scope: { id: `note ${note.id}` },
    mutationFn: ({ body, version }: { body: string; version: number }) => {
      const links = [...picked.current].map(([written, paperId]) => ({ written, paperId }))
      return call(changeNote, { params, body: { version, body, links } })
    },
    onSuccess: (saved) => {
      adopt(saved)
      void client.invalidateQueries({ queryKey: ['notes', 'list'] })
      void client.invalidateQueries({ queryKey: ['notes', 'mentions'] })
    },
    onError: async (error) => {
      if (asApiProblem(error).code === 'note_changed') setTheirs(await call(getNote, { params }))
    },
  })
  const { mutate, isPending, isError, reset } = saving
  const isDirty = text !== base.body
  const save = useCallback(() => {
    if (isDirty && theirs === undefined) mutate({ body: text, version: base.version })
  }, [isDirty, theirs, mutate, text, base.version])

  // The server is the outside system: what it has now may be newer than what this page began with.
  useEffect(() => {
    if (isPending || note.version <= base.version) return
    if (!isDirty || note.body === text) {
      setText(note.body)
      adopt(note)
    } else setTheirs(note)
  }, [note, base.version, isPending, isDirty, text, adopt])

  // The browser's store and the server are the outside systems: both are told what was written.
  useEffect(() => {
    if (!isDirty) {
      forgetDraft(note.id)
      return
    }
    keepDraft(note.id, { version: base.version, text })
    if (isPending || isError) return
    const timer = setTimeout(save, restMs)
    return () => clearTimeout(timer)
  }, [isDirty, isPending, isError, save, text, note.id, base.version])

  // Whoever leaves the note has written it.
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  }, [save])
  useEffect(() => () => latest.current(), [])

  const state: SaveState =
    theirs !== undefined
      ? 'conflict'
      : isPending
        ? 'saving'
        : isError && isDirty
          ? 'failed'
          : isDirty
            ? 'unsaved'
            : 'saved'
  return {
    text,
    state,
    theirs,
    write: (next: string) => {
      if (isError) reset()
      setText(next)
    },
    saveNow: save,
    pick: (written: string, paperId: string) => picked.current.set(written, paperId),
    pickedFor: (written: string) => picked.current.get(written),
    /** Ends a conflict: mine over theirs, theirs instead of mine, or mine as a note of its own. */
    settle: async (how: 'mine' | 'theirs' | 'both') => {
      if (theirs === undefined) return
      if (how === 'both') {
        const { paper, libraryId, visibility } = theirs
        const place = paper === null ? { libraryId } : { paperId: paper.id }
        await call(createNote, { body: { ...place, visibility, body: text } })
        void client.invalidateQueries({ queryKey: ['notes', 'list'] })
      }
      reset()
      adopt(theirs)
      if (how !== 'mine') setText(theirs.body)
    },
  }
}

export type NoteDraft = ReturnType<typeof useNoteDraft>
