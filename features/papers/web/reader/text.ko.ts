import type { en } from './text.en.ts'

export const ko = {
  tools: '뷰어 도구',
  fitPage: '한 쪽이 다 보이게',
  fitWidth: '너비에 맞추기',
  zoom: '배율',
  turnPages: '쪽을 90도 돌리기',
  goBack: '보던 곳으로 돌아가기',
  goForward: '다시 앞으로',
  more: '뷰어 메뉴 더 보기',
} satisfies typeof en
