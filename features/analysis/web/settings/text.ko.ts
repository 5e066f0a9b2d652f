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
} satisfies typeof en
