import type { en } from './text.en.ts'

export const ko = {
  open: '다른 서재로 복사',
  openAction: '다른 서재로 복사하거나 옮기기',
  title: (count: number) => (count === 1 ? '다른 서재로 복사' : `논문 ${count}편을 다른 서재로 복사`),
  into: '서재',
  move: '여기에서는 빼기 (옮기기)',
  moveOne: '여기에서는 빼기 (옮기기)',
  moveHelp: '원본은 컬렉션, 다른 사람의 평가와 함께 그 서재의 휴지통으로 갑니다.',
  goesAlong:
    '서지 정보와 파일, 태그, 그리고 내 평가와 읽기 상태, 하이라이트가 함께 갑니다. 컬렉션과 노트는 원본에 남습니다.',
  copy: '복사',
  moveDo: '옮기기',
  copied: (count: number, library: string) => `논문 ${count}편을 ${library} 서재로 복사했습니다`,
  moved: (count: number, library: string) => `논문 ${count}편을 ${library} 서재로 옮겼습니다`,
  thereAlready: (count: number) => `${count}편은 이미 있어서 빠진 내용만 채웠습니다.`,
  undo: '되돌리기',
  takenBack: '되돌렸습니다. 복사본은 휴지통에 있고, 옮긴 논문은 제자리에 있습니다',
} satisfies typeof en
