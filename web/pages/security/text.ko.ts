import type { en } from './text.en.ts'

export const ko: typeof en = {
  title: '보안',
  help: '로그인 방법과 내 이름으로 일어난 일입니다.',
  own: '내 보안',
  activity: '의심스러운 활동',
  people: '사람들',
  peopleHelp: '계정이 있는 모든 사람과 그들이 가진 것, 바꿀 수 있는 것입니다.',
  trail: '감사 기록',
  whose: '보안 영역',
}
