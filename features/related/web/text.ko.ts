import type { en } from './text.en.ts'

export const ko = {
  title: '이 서재의 관련 논문',
  none: '아직 이 서재에 가까운 논문이 없습니다',
  noneHelp: '태그, 저자, 뜻있는 단어를 함께 가진 논문이 여기에 나옵니다.',
  tags: (names: readonly string[]) => `같은 태그 ${names.length}개: ${names.join(', ')}`,
  authors: (names: readonly string[]) => `같은 저자: ${names.join(', ')}`,
  words: (count: number) => `함께 쓰는 단어 ${count}개`,
  venue: '같은 게재지',
  untitled: '제목 없음',
} satisfies typeof en
