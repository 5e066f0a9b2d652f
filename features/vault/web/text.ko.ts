import { withParticle } from '#web/lib/words/particle.ts'
import type { en } from './text.en.ts'

export const ko = {
  title: 'AI 제공자',
  description: '내장 리더 외에 논문을 읽어 줄 곳입니다. 키는 서버에 봉인되며 다시 보이지 않습니다.',
  none: '아직 없습니다. 내장 리더는 제공자 없이도 동작합니다.',
  add: '제공자 추가',
  addHelp:
    'OpenAI 채팅 규격을 쓰는 서버라면 어디든 됩니다. 호스팅 서비스나 직접 돌리는 Ollama, vLLM, LM Studio 등입니다.',
  label: '이름',
  labelExample: '연구실 서버의 Ollama',
  baseUrl: '주소',
  baseUrlHint: '보통 /v1로 끝납니다',
  model: '모델',
  key: '키',
  keyHint: '필요 없는 서버라면 비워 두세요',
  keyEnding: (ending: string) => `키 …${ending}`,
  noKey: '키 없음',
  added: (date: string) => `${date} 추가`,
  remove: '삭제',
  removeTitle: (label: string) => `${withParticle(`「${label}」`, '을/를')} 삭제할까요?`,
  removeHelp: '키는 파기됩니다. 이미 쓴 분석은 남습니다.',
  removed: (label: string) => `${withParticle(`「${label}」`, '을/를')} 삭제했습니다`,
  saved: (label: string) => `이제 ${withParticle(`「${label}」`, '을/를')} 고를 수 있습니다`,
} satisfies typeof en
