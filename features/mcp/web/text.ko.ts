import type { en } from './text.en.ts'

export const ko = {
  title: '언어 모델',
  description:
    'MCP(Model Context Protocol)를 쓰는 프로그램이 내 논문을 찾고 읽고 인용합니다. 인용문마다 쪽수가 붙습니다.',
  address: 'MCP 주소',
  hint: 'Streamable HTTP입니다. 프로그램은 액세스 토큰을 “Authorization: Bearer …”로 보냅니다.',
  command: '서버에서 바로 실행하는 프로그램용',
  commandHint: '표준 입력과 출력으로 주고받습니다.',
  token: '읽기 전용 토큰으로는 아무것도 추가할 수 없습니다.',
  toTokens: '액세스 토큰 만들기',
  copy: '복사',
  copied: '복사했습니다',
} satisfies typeof en
