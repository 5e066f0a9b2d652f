import {
  crossrefToCsl,
  dataciteToCsl,
  type MappedRecord,
  openAlexToCsl,
} from '#features/sources/server/sources.ts'
import { finishRecords } from './finish-entry.ts'
import { readJsonRecords } from './json-records.ts'
import type { ReadEntries } from './reading.ts'

type OnEntry = (done: number) => void

/** Reads a work of Crossref's API, a list of them, or a whole answer. */
export function readCrossrefJson(text: string, onEntry: OnEntry = () => undefined): ReadEntries {
  return readAnswer(text, (record) => crossrefToCsl(within(record, 'message')), onEntry)
}

/** Reads a record of DataCite, a list of them, or a whole answer of its API. */
export function readDataciteJson(text: string, onEntry: OnEntry = () => undefined): ReadEntries {
  return readAnswer(text, (record) => dataciteToCsl(within(record, 'data')), onEntry)
}

/** Reads a work of OpenAlex, a list of them, or a whole answer of its API. */
export function readOpenAlexJson(text: string, onEntry: OnEntry = () => undefined): ReadEntries {
  return readAnswer(text, openAlexToCsl, onEntry)
}

type Map = (record: unknown) => MappedRecord | undefined

function readAnswer(text: string, map: Map, onEntry: OnEntry): ReadEntries {
  return finishRecords(text, mapped(text, map), onEntry)
}

function* mapped(text: string, map: Map) {
  for (const { start, end, value } of readJsonRecords(text)) yield { start, end, mapped: map(value) }
}

/** The answer for one work has it in a field. */
function within(record: unknown, field: 'message' | 'data'): unknown {
  if (typeof record !== 'object' || record === null) return record
  const inner: unknown = Object.entries(record).find(([name]) => name === field)?.[1]
  return typeof inner === 'object' && inner !== null ? inner : record
}
