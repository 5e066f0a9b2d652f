import type { en } from './text.en.ts'

export const ko = {
  title: '읽기 앱',
  description: '휴대폰, 태블릿, 전자책 단말기의 읽기 앱이 카탈로그(OPDS)에서 내 PDF를 엽니다.',
  address: '카탈로그 주소',
  hint: '대부분의 앱이 쓰는 OPDS 1.2 주소입니다. OPDS 2.0은 뒤에 /2.0을 붙입니다.',
  signIn: '앱이 이름과 비밀번호를 물으면 이름에는 아무것이나, 비밀번호에는 읽기용 액세스 토큰을 넣습니다.',
  toTokens: '액세스 토큰 만들기',
  copy: '복사',
  copied: '복사했습니다',
} satisfies typeof en
