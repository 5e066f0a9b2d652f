import type { en } from './text.en.ts'

export const ko = {
  title: '첫걸음',
  progress: (done: number, all: number) => `${all}개 중 ${done}개 완료`,
  next: (step: string) => `다음: ${step}`,
  showAll: '모든 단계 보기',
  hideAll: '다음 단계만 보기',
  dismiss: '안내 그만 보기',
  dismissed: '안내를 닫았습니다',
  bringBack: '다시 보기',
  allDone: '모두 한 번씩 해 보았습니다',
  allDoneHelp: '단축키는 ?를, 그 밖의 모든 것은 Ctrl K를 누르면 나옵니다.',
  isDone: '완료',
  show: '해 보기',
  steps: {
    add: {
      title: '논문 넣기',
      help: 'PDF나 .bib 파일을 서재에 끌어다 놓거나, A를 눌러 파일을 고르고 DOI를 붙여 넣으세요.',
    },
    read: {
      title: '읽는 과정 보기',
      help: '제목, 저자, 본문은 서고가 스스로 찾습니다. 논문 줄에 지금 무엇을 하는지 나옵니다.',
    },
    ask: {
      title: '분석 요청하기',
      help: '논문을 열고 분석을 요청하세요. 내장 분석기는 키가 필요 없고 비용도 들지 않습니다.',
    },
    claim: {
      title: '주장 눌러 보기',
      help: '분석에 나온 주장을 누르면 근거가 되는 구절이 PDF에 표시됩니다.',
    },
    judge: {
      title: '평가하고 태그 달기',
      help: '논문에서 1부터 5까지 눌러 별점을 주고, 나만의 태그를 적어 보세요.',
    },
    find: {
      title: '다시 찾기',
      help: '/를 누르고 본문의 단어를 쓰거나, Ctrl K를 눌러 제목이나 명령을 찾으세요.',
    },
  },
} satisfies typeof en
