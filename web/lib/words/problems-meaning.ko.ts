/** What is said when the search by meaning cannot be had. */
export const meaningProblemsKo = {
  meaning_source_failed: {
    title: '이 제공자와 모델에서 벡터를 받지 못했습니다',
    help: '서버가 켜져 있는지, 임베딩 모델의 이름이 맞는지 확인하세요. 단어 검색은 그대로 됩니다.',
  },
  meaning_is_off: {
    title: '의미로 검색이 꺼져 있습니다',
    help: '설정에서 제공자와 임베딩 모델을 고르세요.',
  },
}
