import type { limitReachedEn } from './problems-usage.en.ts'

export const usageProblemsKo = {
  usage_limit_reached: {
    title: '사용 한도에 도달했습니다',
    help: '아무에게도 묻지 않았고 비용도 들지 않았습니다. 어떤 한도인지, 언제 다시 열리는지는 ‘사용량’ 화면에 있습니다.',
  },
  usage_flag_not_found: {
    title: '결정할 항목이 없습니다',
    help: '다른 사람이 이미 결정했을 수 있습니다. 화면을 새로 고쳐 지금의 목록을 확인하세요.',
  },
  usage_limit_not_found: {
    title: '없는 한도입니다',
    help: '다른 사람이 삭제했을 수 있습니다. 화면을 새로 고쳐 지금의 한도를 확인하세요.',
  },
  setting_not_found: {
    title: '없는 설정입니다',
    help: '환경 변수로만 정할 수 있거나 다른 버전의 설정일 수 있습니다.',
  },
  setting_invalid: {
    title: '쓸 수 없는 값입니다',
    help: '가능한 값은 설정 옆의 도움말에 있습니다. 이전 값이 그대로 유지됩니다.',
  },
  setting_by_environment: {
    title: '환경 변수로 정한 설정입니다',
    help: '환경 변수의 값이 우선합니다. 여기서 바꾸려면 환경에서 빼 주세요.',
  },
  time_zone_unknown: {
    title: '없는 시간대입니다',
    help: 'Asia/Seoul처럼 목록에 있는 시간대를 고르세요.',
  },
}

export const limitReachedKo: typeof limitReachedEn = {
  meters: { analyses: '분석', tokens: '토큰', micro_usd: '비용' },
  periods: { day: '오늘', month: '이번 달' },
  house: '전체 합계',
  person: '내 한도',
  sentence: (meter, whose, period, { taken, limit, opens }) =>
    `${meter}, ${whose}, ${period}: ${limit} 중 ${taken} 사용(잡아 둔 것 포함). 다시 열리는 때: ${opens}.`,
}
