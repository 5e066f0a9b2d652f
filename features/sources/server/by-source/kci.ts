import { parseXml } from '#platform/xml.ts'
import type { Question } from '../asking/ask-source.ts'
import { kciToCsl } from '../records/kci-to-csl.ts'
import { type FoundRecord, toFound } from './found-record.ts'

/**
 * The record of a KCI article by OAI-PMH 2.0 (`GetRecord`). The article `ART000000914` is `oai:kci.go.kr:ARTI/914` there.
 * @param id `ART…`
 */
export function kciArticle(id: string): Question<FoundRecord> {
  const number = id.replace(/^ART0*/, '')
  return {
    source: 'kci',
    key: `kci:${id}`,
    path: `?verb=GetRecord&metadataPrefix=oai_kci&identifier=${encodeURIComponent(`oai:kci.go.kr:ARTI/${number}`)}`,
    headers: { accept: 'text/xml' },
    read(body) {
      const reply = parseXml(body)
      if (reply?.name !== 'OAI-PMH') return undefined
      const code = reply.first('error')?.attribute('code')
      if (code === 'idDoesNotExist') return 'absent'
      const record = reply.first('GetRecord', 'record')
      if (record === undefined) return undefined
      if (record.first('header')?.attribute('status') === 'deleted') return 'absent'
      const metadata = record.first('metadata')
      const inner =
        metadata?.first('journalInfo') === undefined
          ? metadata?.children.find((each) => typeof each !== 'string')
          : metadata
      return inner === undefined || typeof inner === 'string' ? undefined : toFound(kciToCsl(inner))
    },
  }
}
