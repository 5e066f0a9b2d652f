import type { en } from './text.en.ts'

export const ko = {
  showTable: '표로 보기',
  hideTable: '표 접기',
  onThisPage: '이 페이지에서',
  loading: '불러오는 중',
  tryAgain: '다시 시도',
  reloadPage: '새로 고침',
  requestNumber: '요청 번호',
  close: '닫기',
  cancel: '취소',
  save: '저장',
  undo: '되돌리기',
  messages: '메시지',
  nextPress: '다음',
} satisfies typeof en
