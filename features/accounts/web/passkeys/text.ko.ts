import type { en } from './text.en.ts'

export const ko: typeof en = {
  title: '패스키',
  help: '비밀번호와 코드 대신 지문, 얼굴 또는 PIN으로 로그인합니다. 추측하거나 가로챌 수 있는 것이 없습니다.',
  none: '아직 패스키가 없습니다.',
  needName:
    '패스키는 암호화된 연결과 이름이 있는 주소에서만 쓸 수 있습니다. 서버 관리자에게 주소를 물어보세요.',
  add: '패스키 추가',
  added: '패스키를 추가했습니다',
  onSystem: (browser, system) => `${system}의 ${browser}`,
  unnamed: '내 패스키',
  synced: '여러 기기에서 사용',
  since: (date) => `${date} 추가`,
  unused: '사용한 적 없음',
  lastUsed: (when) => `마지막 사용 ${when}`,
  opens: (host) => `${host}에서 사용`,
  rename: '이름 변경',
  renameOf: (label) => `이름 변경: ${label}`,
  renameTitle: '패스키 이름 변경',
  name: '이름',
  remove: '삭제',
  removeOf: (label) => `삭제: ${label}`,
  removeTitle: (label) => `“${label}” 패스키를 삭제할까요?`,
  removeHelp: '더 이상 이 패스키로 로그인할 수 없으며, 다른 모든 기기가 로그아웃됩니다.',
  removed: '패스키를 삭제하고 다른 모든 기기를 로그아웃했습니다',
  signIn: '패스키로 로그인',
  usePasskey: '패스키로 확인',
}
