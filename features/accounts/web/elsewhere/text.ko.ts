import type { en } from './text.en.ts'

export const ko: typeof en = {
  signIn: (name) => `${name} 계정으로 로그인`,
  comingBack: '로그인하는 중입니다 …',
  linking: '계정을 연결하는 중입니다 …',
  again: '처음부터 다시',
  title: (name) => `${name} 계정으로 로그인`,
  help: '비밀번호, 패스키와 함께 외부 계정으로도 로그인할 수 있습니다.',
  isLinked: '외부 계정으로 로그인할 수 있습니다.',
  isNotLinked: '아직 외부 계정이 연결되지 않았습니다.',
  link: '외부 계정 연결',
  unlink: '연결 해제',
  unlinkTitle: (name) => `${name} 연결을 해제할까요?`,
  unlinkHelp: '더 이상 외부 계정으로 로그인할 수 없으며, 다른 모든 기기가 로그아웃됩니다.',
  unlinked: '연결을 해제하고 다른 모든 기기를 로그아웃했습니다',
}
