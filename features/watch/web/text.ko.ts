import type { en } from './text.en.ts'

export const ko: typeof en = {
  help: '공격으로 보인 활동과 그 이유, 그리고 취한 조치입니다.',
  active: '지금 적용 중',
  activeHelp: '시간이 지나면 저절로 풀립니다. 잘못된 조치라면 바로 풀어 주세요.',
  noneActive: '대기 중인 네트워크나 잠긴 계정이 없습니다.',
  all: '모든 기록',
  allHelp:
    '180일 동안 보관합니다. 100점이면 경보가 울리고, 점수가 더 쌓이면 본인 확인을 거쳐 계정이 잠깁니다.',
  none: '공격으로 보이는 활동이 없었습니다',
  noneHelp:
    '로그인 실패, 토큰 추측, 남의 자료 탐색, 대량 내보내기를 셉니다. 정도가 지나치면 여기에 나타납니다.',
  answers: {
    noted: (whom) => `${whom}: 기록함`,
    slowed: (whom) => `${whom}: 대기하게 함`,
    challenged: (whom) => `${whom}: 본인 확인을 요청함`,
    guarded: (whom) => `${whom}: 쓰던 브라우저로만 로그인 가능`,
    locked: (whom) => `${whom}: 계정 잠금, 세션 종료`,
  },
  reasons: {
    sign_in_failures: (count, most) => `이 네트워크에서 로그인 실패 ${count}회 (경보 기준 ${most}회)`,
    accounts_tried: (count, most) => `서로 다른 계정 ${count}개에 로그인 시도 (경보 기준 ${most}개)`,
    account_failures: (count, most) => `이 계정에 로그인 실패 ${count}회 (경보 기준 ${most}회)`,
    wrong_passwords: (count, most) => `로그인한 상태에서 틀린 비밀번호 ${count}회 (경보 기준 ${most}회)`,
    unknown_tokens: (count, most) => `알 수 없는 접근 토큰이나 링크 ${count}회 (경보 기준 ${most}회)`,
    ended_sessions: (count, most) => `끝난 세션으로 보낸 요청 ${count}회 (경보 기준 ${most}회)`,
    probes: (count, most) => `권한이 없거나 없는 자료 ${count}개를 요청 (경보 기준 ${most}개)`,
    exports: (count, most) => `대량 내보내기 또는 내려받기: ${count} (경보 기준 ${most})`,
    deletions: (count, most) => `논문 ${count}편 삭제 (경보 기준 ${most}편)`,
    new_place: () => '처음 보는 곳과 브라우저에서 중요한 작업을 함',
  },
  nobodysAddress: '아무의 것도 아닌 주소',
  somebody: '누군가',
  until: (when) => `${when}까지`,
  over: '끝남',
  points: (score) => `${score}점`,
  letGo: '대기 풀기',
  unlock: '잠금 해제',
  more: '이전 기록 보기',
}
