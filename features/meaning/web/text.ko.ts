import type { en } from './text.en.ts'

export const ko = {
  title: '의미로 검색',
  description:
    '다른 낱말이나 다른 언어로 쓰였어도 뜻이 같은 글을 찾습니다. 글을 벡터로 바꿀 제공자를 고르기 전까지 꺼져 있습니다.',
  off: '꺼짐: 논문을 단어로만 찾습니다. 임베딩 모델이 있는 제공자를 고르면 켜집니다. 무엇을 얼마나 보내는지 먼저 보여 줍니다.',
  noneOffered:
    '꺼짐: 논문을 단어로만 찾습니다. 임베딩 모델이 있는 제공자가 필요합니다. 먼저 ‘AI 제공자’에서 OpenAI, Gemini 또는 직접 운영하는 서버(Ollama, LM Studio, vLLM)를 등록하세요.',
  states: {
    off: '꺼짐',
    building: '만드는 중',
    ready: '준비됨',
    stopped: '멈춤',
    failing: '응답 없음',
  },
  provider: '제공자',
  model: '임베딩 모델',
  another: '다른 모델…',
  modelName: '모델 이름',
  texts: 'PDF 본문까지',
  textsHint:
    '제목과 초록뿐 아니라 본문도 보냅니다. 찾은 글이 몇 쪽에 있는지 알 수 있지만, 훨씬 많이 보내고 공간도 더 씁니다.',
  wouldSend: (_papers: number, formatted: string, tokens: string) =>
    `논문 ${formatted}편, 약 ${tokens}토큰을 보냅니다`,
  costs: (cost: string) => `약 ${cost}`,
  costUnknown: '가격을 알 수 없음',
  switchOn: '켜기',
  save: '저장',
  cancel: '취소',
  forgotten: '삭제된 제공자',
  progress: (done: string, all: string) => `논문 ${all}편 중 ${done}편`,
  withTexts: '제목, 초록, PDF 본문',
  withoutTexts: '제목과 초록',
  passages: (_count: number, formatted: string) => `글 조각 ${formatted}개`,
  size: (size: string) => `데이터베이스에서 약 ${size}`,
  spent: (tokens: string, cost: string) => `지금까지 ${tokens}토큰, ${cost}`,
  left: (tokens: string, cost: string) => `남은 양 약 ${tokens}토큰, ${cost}`,
  problem: (why: string, when: string) => `마지막 시도(${when}): ${why}. 한 시간마다 저절로 다시 시도합니다.`,
  stop: '멈추기',
  start: '시작',
  rebuild: '새로 만들기',
  change: '바꾸기…',
  remove: '끄기…',
  removeTitle: '의미로 검색을 끌까요?',
  removeConfirm: '끄기',
  removeHelp:
    '내가 소유한 서재의 벡터를 모두 지웁니다. 다시 켜면 논문을 다시 보냅니다. 단어 검색은 그대로 됩니다.',
  done: {
    start: '벡터를 만들고 있습니다',
    stop: '벡터를 더 만들지 않습니다. 이미 만든 것은 계속 쓰입니다',
    rebuild: '벡터를 모두 새로 만듭니다',
  },
  chosen: '의미로 검색을 켰습니다. 벡터는 뒤에서 만듭니다',
  removed: '의미로 검색을 껐습니다',
} satisfies typeof en
