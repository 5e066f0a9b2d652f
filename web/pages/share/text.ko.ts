import type { en } from './text.en.ts'

export const ko = {
  title: '서고에 공유',
  nothing: '공유된 것이 없습니다',
  nothingHelp:
    '브라우저 메뉴에서 서고를 설치한 다음, 다른 앱에서 PDF나 링크, DOI를 서고에 공유하세요. 바로 추가할 수 있게 여기에 열립니다.',
  toLibrary: '서재로',
} satisfies typeof en
