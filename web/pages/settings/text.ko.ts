import type { en } from './text.en.ts'

export const ko = {
  title: '설정',
  people: '사람들',
  toPeople: '계정이 있는 사람들과 초대',
  about: '정보',
  aboutText: '서고(書庫)는 연구 논문을 보관하고 함께 읽습니다. 모든 것은 이 서버에 남습니다.',
  shortcutsHint: '어디서든 ?를 누르면 단축키가, Ctrl K나 ⌘ K를 누르면 명령이 열립니다.',
  apiDescription: 'API 설명서(OpenAPI)',
  fontLicence: '글꼴: 길형진의 프리텐다드, SIL 오픈 폰트 라이선스 1.1.',
} satisfies typeof en
