import type { en } from './text.en.ts'

export const ko = {
  charges: '분석 비용',
  chargesDescription: '제공자가 토큰을 집계한 모든 호출입니다. 본인 키나 공용 키로 낸 것입니다.',
  period: '기간',
  days: (days: number) => (days > 300 ? '지난 1년' : `지난 ${days}일`),
  noCharges: '이 기간에는 청구된 것이 없습니다. 내장 리더와 기록에서 가져온 답은 비용이 들지 않습니다.',
  model: '모델',
  calls: '호출',
  tokensRead: '읽은 토큰',
  tokensWritten: '쓴 토큰',
  cost: '비용',
  total: '합계',
  unknown: '알 수 없음',
  failed: (count: string) => `${count}건 실패, 청구됨`,
  chargesHelp: '정가로 계산한 값이며, 실제 요금은 제공자의 청구서를 따릅니다.',
  unpriced: (_count: number, formatted: string) =>
    `가격을 알 수 없는 호출 ${formatted}건은 합계에 넣지 않았습니다.`,
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
