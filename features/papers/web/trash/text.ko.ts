import type { en } from './text.en.ts'

export const ko = {
  title: '휴지통',
  description: (days: number) => `논문은 ${days}일 동안 이곳에 있다가 파일, 메모와 함께 완전히 삭제됩니다.`,
  none: '휴지통이 비어 있습니다',
  noneHelp: '지운 논문은 이곳에서 되살릴 수 있습니다.',
  count: (count: number) => `논문 ${count}편`,
  untitled: '제목 없음',
  choose: (title: string) => `${title} 선택`,
  chooseShown: '보이는 논문 모두 선택',
  chosen: (count: number) => `${count}편 선택됨`,
  trashed: (when: string) => `${when} 지움`,
  trashedBy: (name: string, when: string) => `${name} 님이 ${when} 지움`,
  deletedFrom: (when: string) => `${when}에 완전히 삭제`,
  restore: '되살리기',
  restoreAll: '모두 되살리기',
  restored: (count: number) => `논문 ${count}편을 되살렸습니다`,
  notAllRestored: (count: number) =>
    `논문 ${count}편은 같은 DOI를 가진 다른 논문이 있어 휴지통에 남았습니다.`,
  undo: '되돌리기',
  deleteForGood: '완전히 삭제',
  empty: '휴지통 비우기',
  deleteTitle: (count: number) => `논문 ${count}편을 완전히 삭제할까요?`,
  deleteHelp: '파일, 메모, 하이라이트, 평점, 기록도 함께 사라지며 되돌릴 수 없습니다.',
  deleted: (count: number) => `논문 ${count}편을 완전히 삭제했습니다`,
  more: '더 보기',
} satisfies typeof en
