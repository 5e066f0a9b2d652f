import type { en } from './text.en.ts'

export const ko: typeof en = {
  title: '보안',
  help: '로그인 방법과 내 이름으로 일어난 일입니다.',
  own: '내 보안',
  activity: '의심스러운 활동',
  trail: '감사 기록',
  whose: '보안 영역',
}
