import type { en } from './text.en.ts'

export const ko = {
  title: '브라우저에서 저장',
  description:
    'Chrome, Firefox, Edge, Safari의 확장 프로그램 Zotero Connector로 논문을 한 번에 저장합니다. 볼 수 있는 PDF도 함께 저장됩니다.',
  none: '아직 설정한 브라우저가 없습니다.',
  label: '브라우저 이름',
  labelExample: '노트북의 Chrome',
  labelHint: '여기서 알아볼 수 있는 이름',
  make: '주소 만들기',
  addressOf: (label: string) => `${label}의 주소`,
  once: '지금만 보입니다. 이 주소를 가진 사람은 내 이름으로 논문을 저장할 수 있습니다.',
  copy: '복사',
  copied: '복사했습니다',
  stepsTitle: '브라우저에서 할 일',
  steps: [
    '브라우저의 확장 프로그램 스토어에서 Zotero Connector를 설치하고 환경 설정을 엽니다.',
    '고급(Advanced)에서 Config Editor를 열고 connector.url을 찾습니다.',
    '주소를 붙여 넣어 저장하고, 같은 컴퓨터에 Zotero가 켜져 있으면 끕니다.',
    '논문 페이지에서 확장 프로그램 단추를 누릅니다. 뜨는 창에서 컬렉션, 태그, 메모를 정할 수 있습니다.',
  ],
  done: '완료',
  made: (date: string) => `${date}에 만듦`,
  lastUsed: (when: string) => `마지막 저장 ${when}`,
  neverUsed: '아직 쓰지 않음',
  revoke: '회수',
  revokeTitle: (label: string) => `「${label}」의 주소를 회수할까요?`,
  revokeHelp: '그 브라우저는 더 저장할 수 없습니다. 이미 저장한 것은 남습니다.',
  revoked: (label: string) => `「${label}」의 주소를 회수했습니다`,
} satisfies typeof en
