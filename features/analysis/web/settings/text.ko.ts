import type { en } from './text.en.ts'

export const ko = {
  automatic: '새 논문',
  automaticDescription: '추가한 논문을 직접 맡긴 것처럼 저절로 분석합니다. 처음에는 꺼져 있습니다.',
  automaticSwitch: '내가 추가하는 논문을 분석하기',
  automaticHint:
    '지금부터, 본문을 읽는 대로 시작합니다. 함께 추가한 논문은 일괄 분석 하나, 알림 하나가 됩니다.',
  costsNothing: '비용이 들지 않음',
  perDay: '하루에 많아야',
  papers: (formatted: string) => `논문 ${formatted}편`,
  limit: (_count: number, formatted: string) =>
    `하루(UTC 자정 기준)에 많아야 논문 ${formatted}편을 분석하고, 나머지는 다음 날을 기다립니다.`,
  today: (taken: string, waiting: string) => `오늘 ${taken}편 맡김, ${waiting}편 대기 중.`,
  save: '저장',
  automaticOn: '이제 추가하는 논문을 저절로 분석합니다',
  automaticOff: '새 논문을 저절로 분석하지 않습니다',
  reach: '제공자 응답 상태',
  reachDescription:
    '지난 일주일 동안 모든 사람의 요청을 모았습니다. 계속 응답하지 않는 모델은 잠시 쉬게 하고, 질문은 기다리거나 대신할 제공자에게 갑니다.',
  reachNone: '지난 일주일 동안 제공자에게 물은 적이 없습니다.',
  reachStates: { closed: '응답함', open: '쉬는 중', half_open: '시험 중' },
  failuresInARow: (_count: number, formatted: string) => `연속 ${formatted}번 실패`,
  downSince: (when: string) => `${when}부터 응답 없음`,
  nextProbe: (when: string) => `${when} 다시 물음`,
  nextProbeDue: '다음 질문으로 시험함',
  lastAnswered: (when: string) => `마지막 응답 ${when}`,
  neverAnswered: '아직 응답한 적 없음',
} satisfies typeof en
