import { withParticle } from '#web/lib/words/particle.ts'
import type { en } from './text.en.ts'

export const ko = {
  add: '논문 추가',
  addHint: 'PDF, BibTeX, RIS, EndNote, PubMed, Zotero',
  dropHere: '놓으면 서재에 추가됩니다',
  dropHelp: 'PDF 파일과 서지 파일: .bib, .ris, .json, .nbib, EndNote·PubMed .xml, Zotero .rdf',
  uploading: (count: number) => `파일 ${count}개 보내는 중`,
  reading: (names: string) => `${withParticle(names, '을/를')} 읽는 중`,
  stop: '중지',
  hide: '숨기기',
  report: '결과',
  reportTitle: '가져오기 결과',
  progress: (done: string, total: string | null) =>
    total === null ? `${done}개 읽음` : `${total}개 중 ${done}개`,
  summary: (added: number, alreadyThere: number, refused: number) => {
    const parts = [
      added > 0 ? `논문 ${added}편 추가` : null,
      alreadyThere > 0 ? `이미 있음 ${alreadyThere}편` : null,
      refused > 0 ? `거절 ${refused}개` : null,
    ].filter((part) => part !== null)
    return parts.length === 0 ? '가져올 논문을 찾지 못했습니다' : parts.join(', ')
  },
  failed: '가져오기에 실패했습니다',
  outcomes: { added: '추가', merged: '보완', already_there: '이미 있음', refused: '거절' },
  line: (line: number) => `${line}행`,
  shownOf: (shown: number, total: number) => `항목 ${total}개 중 처음 ${shown}개, 거절된 것부터`,
  noEntries: '아직 항목이 없습니다',
  startedAt: (when: string) => `${when} 시작`,
  entryProblems: {
    entry_unreadable: '항목을 읽을 수 없습니다',
    entry_mended: '항목이 깨져 있어 필드를 짐작해서 읽었습니다',
    title_missing: '항목에 제목이 없습니다',
    key_repeated: '파일 안에 같은 인용 키를 쓰는 항목이 있습니다',
    string_undefined: '파일에 정의되지 않은 줄임말을 씁니다',
    parent_missing: '파일에 없는 항목을 가리킵니다',
    field_mended: '깨진 필드를 고쳐 읽었습니다',
    field_dropped: '읽을 수 없는 필드를 뺐습니다',
    stray_text: '어느 항목에도 속하지 않는 글입니다',
    characters_lost: '파일의 인코딩에 없는 바이트가 있습니다',
  },
  moreFiles: (first: string, more: number) => `${first} 외 ${more}개`,
} satisfies typeof en
