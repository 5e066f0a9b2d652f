import type { en } from './text.en.ts'

export const ko = {
  title: '일괄 분석',
  states: {
    running: '진행 중',
    paused: '멈춤',
    finished: '완료',
    failed: '중단됨',
    cancelled: '취소됨',
  },
  papers: (_count: number, formatted: string) => `논문 ${formatted}편`,
  automatic: '새 논문 자동 분석',
  asked: (when: string) => `${when} 맡김`,
  answered: (_count: number, formatted: string) => `답변 ${formatted}개`,
  failed: (formatted: string) => `실패 ${formatted}개`,
  leftOut: (_count: number, formatted: string) => `논문 ${formatted}편 제외`,
  remaining: (fastest: string, slowest: string) => `${fastest} ~ ${slowest} 남음`,
  pausedTime: '멈춤: 이어서 할 때까지 묻지 않고 비용도 들지 않음',
  progress: (settled: string, of: string) => `답변 ${of}개 중 ${settled}개 끝남`,
  pause: '멈추기',
  resume: '이어서 하기',
  cancel: '취소',
  done: {
    pause: '멈췄습니다. 지금 묻고 있는 것은 끝까지 받습니다',
    resume: '이어서 합니다',
    cancel: '취소했습니다',
  },
} satisfies typeof en
