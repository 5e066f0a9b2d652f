import type { en } from './text.en.ts'

export const ko = {
  rating: '평가',
  ratingOf: (title: string) => `「${title}」의 평가`,
  stars: (halves: number | null) => (halves === null ? '평가하지 않음' : `별 5개 중 ${halves / 2}개`),
  status: '읽기 상태',
  statusNames: { unread: '읽지 않음', reading: '읽는 중', read: '읽음', set_aside: '미뤄 둠' },
  tags: '태그',
  addTag: '태그 추가',
  newTag: (name: string) => `새 태그 「${name}」`,
  tookOff: (name: string) => `${name} 태그를 뗐습니다`,
  removeTag: (name: string) => `${name} 태그 떼기`,
} satisfies typeof en
