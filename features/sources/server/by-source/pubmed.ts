import { z } from 'zod'
import type { Secret } from '#platform/crypto/secret.ts'
import { parseXml } from '#platform/xml.ts'
import type { Question } from '../asking/ask-source.ts'
import { pubmedXmlToCsl } from '../records/pubmed-xml-to-csl.ts'
import { type FoundRecord, parseJson, toFound } from './found-record.ts'

type Caller = { readonly key: Secret | undefined; readonly email: string | undefined }

/** NCBI asks for the name of the tool and an address to write to. */
function callerOf({ key, email }: Caller): string {
  const mail = email === undefined ? '' : `&email=${encodeURIComponent(email)}`
  return `&tool=seogo${mail}${key === undefined ? '' : `&api_key=${encodeURIComponent(key.reveal())}`}`
}

export function pubmedArticle(pmid: string, caller: Caller): Question<FoundRecord> {
  return {
    source: 'pubmed',
    key: `pmid:${pmid}`,
    path: `/efetch.fcgi?db=pubmed&id=${pmid}&rettype=xml&retmode=xml${callerOf(caller)}`,
    headers: { accept: 'application/xml' },
    read(body) {
      const set = parseXml(body)
      if (set?.name !== 'PubmedArticleSet') return undefined
      const article = set.first('PubmedArticle') ?? set.first('PubmedBookArticle')
      return article === undefined ? 'absent' : toFound(pubmedXmlToCsl(article))
    },
  }
}

const searchReply = z.object({ esearchresult: z.object({ idlist: z.array(z.string().regex(/^\d+$/)) }) })

/** The PMID of an article in PubMed Central. */
export function pubmedIdOf(pmcid: string, caller: Caller): Question<string> {
  return {
    source: 'pubmed',
    key: `pmcid:${pmcid}`,
    path: `/esearch.fcgi?db=pubmed&term=${encodeURIComponent(`${pmcid}[pmcid]`)}&retmode=json${callerOf(caller)}`,
    read(body) {
      const reply = searchReply.safeParse(parseJson(body))
      if (!reply.success) return undefined
      const { idlist } = reply.data.esearchresult
      return idlist.length === 1 && idlist[0] !== undefined ? idlist[0] : 'absent'
    },
  }
}
