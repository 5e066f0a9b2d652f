import type { en } from './text.en.ts'

export const ko = {
  panel: '이 논문에 대하여',
  divider: '뷰어 너비',
  tabs: '논문의 부분',
  read: '읽기',
  analysis: '분석',
  details: '서지 정보',
  files: '파일',
  shownFile: '보이는 파일',
  toLibrary: '서재',
  actions: {
    group: '이 논문에서',
    back: '서재로 돌아가기',
    rate: (stars: number) => (stars === 0 ? '평가 지우기' : `별 ${stars}개로 평가`),
    markRead: '읽음으로 표시',
    showAnalysis: '분석 보기',
    showHighlights: '하이라이트 보기',
    showDetails: '서지 정보 보기',
    showFiles: '파일 보기',
  },
} satisfies typeof en
