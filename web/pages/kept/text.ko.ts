import type { en } from './text.en.ts'

export const ko = {
  title: '이 기기에 보관한 논문',
  help: '이 브라우저에 보관한 논문은 네트워크 없이도 열립니다. PDF와 본문, 분석 결과, 하이라이트와 노트를 서버에 마지막으로 연결했을 때 모습 그대로 보여 줍니다. 로그아웃하면 지워집니다.',
  keep: '이 기기에 보관',
  keepHelp: '네트워크 없이 읽기',
  letGo: '이 기기에서 지우기',
  kept: (title: string) => `이제 「${title}」 논문을 네트워크 없이 읽을 수 있습니다`,
  gone: '이 기기에서 지웠습니다. 논문은 서재에 그대로 있습니다.',
  none: '이 기기에 보관한 논문이 아직 없습니다',
  noneHelp: '논문을 열고 ‘이 기기에 보관’을 누르면, 네트워크가 없는 곳에서도 지금 모습 그대로 열립니다.',
  cannot: '이 브라우저에는 논문을 보관할 수 없습니다',
  cannotHelp:
    '브라우저는 https 주소와 localhost의 페이지만 보관합니다. 서버를 운영하는 분에게 https 주소를 물어보세요.',
  list: '이 기기에 보관한 논문 목록',
  keptAt: (when: string) => `${when} 기준`,
  total: (count: number, size: string) => `논문 ${count}편, ${size}`,
  room: (used: string, most: string) =>
    `서고는 이 브라우저에서 쓸 수 있는 ${most} 가운데 ${used}를 쓰고 있습니다.`,
  removeAll: '모두 지우기',
  toLibrary: '서재로',
} satisfies typeof en
