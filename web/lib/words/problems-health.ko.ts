export const healthProblemsKo = {
  read_only: {
    title: '지금은 저장할 수 없습니다',
    help: '디스크가 가득 찼거나 데이터베이스가 읽기 전용입니다. 읽기는 됩니다. 관리자가 공간을 마련한 뒤 다시 시도하세요.',
  },
}
