import type { MeaningProblem } from './problems.ts'

const en = {
  rate_limited: 'the provider asks to wait',
  overloaded: 'the provider is overloaded',
  timeout: 'the provider took too long',
  connection_lost: 'the provider cannot be reached',
  left_alone: 'the provider has not answered for a while and is left alone',
  malformed_answer: 'the provider answered with something else than vectors of this model',
  invalid_key: 'the provider does not accept the key',
  quota_exhausted: 'the account at the provider is used up',
  refused: 'the provider declined to answer',
  no_such_model: 'the provider does not have this model',
  bad_request: 'the provider did not understand the question',
  usage_limit_reached: 'a limit of usage is reached',
  key_not_found: 'the provider was removed from the settings',
  provider_address_refused: 'the address of the provider is not allowed',
  unexpected: 'something unforeseen went wrong',
} satisfies Record<MeaningProblem, string>

const ko: Record<MeaningProblem, string> = {
  rate_limited: '제공자가 기다리라고 합니다',
  overloaded: '제공자가 붐빕니다',
  timeout: '제공자의 응답이 너무 늦습니다',
  connection_lost: '제공자에 연결되지 않습니다',
  left_alone: '제공자가 한동안 응답하지 않아 잠시 묻지 않습니다',
  malformed_answer: '제공자가 이 모델의 벡터가 아닌 답을 보냈습니다',
  invalid_key: '제공자가 키를 받아들이지 않습니다',
  quota_exhausted: '제공자 계정의 한도를 다 썼습니다',
  refused: '제공자가 답변을 거절했습니다',
  no_such_model: '제공자에 이 모델이 없습니다',
  bad_request: '제공자가 질문을 이해하지 못했습니다',
  usage_limit_reached: '사용 한도에 도달했습니다',
  key_not_found: '제공자가 설정에서 삭제되었습니다',
  provider_address_refused: '허용되지 않은 제공자 주소입니다',
  unexpected: '예상하지 못한 문제가 생겼습니다',
}

/** Why meaning could not be asked, as the rest of a sentence. */
export const meaningProblemWords = { en, ko }
