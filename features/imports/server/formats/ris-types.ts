import type { CslType } from '#contract/csl.ts'

/** Reference types of the specification of 2001 and of EndNote's RIS export. */
const types: Readonly<Record<string, CslType>> = {
  ABST: 'article-journal',
  ADVS: 'motion_picture',
  AGGR: 'dataset',
  ANCIENT: 'classic',
  ART: 'graphic',
  BILL: 'bill',
  BLOG: 'post-weblog',
  BOOK: 'book',
  CASE: 'legal_case',
  CHAP: 'chapter',
  CHART: 'graphic',
  CLSWK: 'book',
  COMP: 'software',
  CONF: 'paper-conference',
  CPAPER: 'paper-conference',
  CTLG: 'book',
  DATA: 'dataset',
  DBASE: 'dataset',
  DICT: 'entry-dictionary',
  EBOOK: 'book',
  ECHAP: 'chapter',
  EDBOOK: 'book',
  EJOUR: 'article-journal',
  ELEC: 'webpage',
  ENCYC: 'entry-encyclopedia',
  FIGURE: 'figure',
  GEN: 'document',
  GOVDOC: 'report',
  HEAR: 'hearing',
  ICOMM: 'personal_communication',
  INPR: 'article-journal',
  JFULL: 'periodical',
  JOUR: 'article-journal',
  LEGAL: 'legislation',
  MANSCPT: 'manuscript',
  MAP: 'map',
  MGZN: 'article-magazine',
  MPCT: 'motion_picture',
  MULTI: 'motion_picture',
  MUSIC: 'musical_score',
  NEWS: 'article-newspaper',
  PAMP: 'pamphlet',
  PAT: 'patent',
  PCOMM: 'personal_communication',
  RPRT: 'report',
  SER: 'book',
  SLIDE: 'graphic',
  SOUND: 'song',
  STAND: 'standard',
  STAT: 'legislation',
  THES: 'thesis',
  UNBILL: 'bill',
  UNPB: 'manuscript',
  VIDEO: 'motion_picture',
  WEB: 'webpage',
}

/** What the second title and the other names of a record mean goes by this. */
export type RisKind = 'article' | 'part' | 'conference' | 'whole' | 'other'

const kinds: Partial<Record<CslType, RisKind>> = {
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  chapter: 'part',
  'entry-dictionary': 'part',
  'entry-encyclopedia': 'part',
  'paper-conference': 'conference',
  book: 'whole',
  pamphlet: 'whole',
  software: 'whole',
  report: 'whole',
  thesis: 'other',
}

/**
 * The CSL type of a record.
 * @param given the value of TY; a record that has lost it is most often an article, and surely when it names a journal
 */
export function risTypeOf(given: string | undefined, namesJournal: boolean): CslType {
  if (given === undefined) return namesJournal ? 'article-journal' : 'document'
  const name = given.toUpperCase()
  return Object.hasOwn(types, name) ? (types[name] ?? 'document') : 'document'
}

export function risKindOf(type: CslType): RisKind {
  return kinds[type] ?? 'other'
}

/** Types whose A2 to A4 are sponsors, performers, agencies: who they are differs by type and by version of EndNote. */
export const withOtherRoles: ReadonlySet<CslType> = new Set([
  'bill',
  'dataset',
  'figure',
  'graphic',
  'hearing',
  'legal_case',
  'legislation',
  'map',
  'motion_picture',
  'patent',
  'post-weblog',
  'software',
  'song',
  'thesis',
])
