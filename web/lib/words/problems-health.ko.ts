export const healthProblemsKo = {
  game_day_off: {
    title: '여기서는 일부러 고장 낼 수 없습니다',
    help: '시험용 서고에서만 됩니다. SEOGO_GAME_DAY=true로 따로 하나를 시작하세요.',
  },
  game_day_part_not_here: {
    title: '여기서는 이 부분을 고장 낼 수 없습니다',
    help: 'Redis는 TLS 없이 쓰는 곳에서만 고장 낼 수 있고, 이름으로 고를 수 있는 것은 제공자뿐입니다.',
  },
  game_day_break_not_found: {
    title: '이미 고장이 끝났습니다',
    help: '시간이 다 되었거나 다른 사람이 끝냈습니다. 화면을 새로 고쳐 지금 상태를 확인하세요.',
  },
  read_only: {
    title: '지금은 저장할 수 없습니다',
    help: '디스크가 거의 찼거나 가득 찼거나, 데이터베이스가 읽기 전용입니다. 읽기는 됩니다. 관리자가 공간을 마련한 뒤 다시 시도하세요.',
  },
}
