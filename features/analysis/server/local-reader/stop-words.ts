/** Words that say nothing about a paper's subject, as one finds them in every paper. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again all also although always among an and another any are as at be because been before being
  below best better between both but by can cannot case cases could did different do does done due during each either
  especially et even every example examples few fig figure first following for found from further general given gives
  good had has have he hence her here higher his how however i if in instead into is it its itself just know known large
  last later least less let like likely low made make makes many may means might more most much must near need needs
  neither never new next no non nor not note now number numbers obtained of often on one only or order other others our
  out over own paper particular per possible present presented problem problems proposed provide provides quite rather
  respectively result results same second section see seen set several shall she should show shown shows similar simple
  since single small so some still such table take taken than that the their them then there therefore these they third
  this those three through thus time times to together too two under until up upon us use used useful uses using
  value values various very was way ways we well were what when where whether which while who whom whose why will with
  within without work would yet you your al e g i e cf etc vs`.split(/\s+/),
)

/** Korean words of the same kind, after their particles are taken off. */
export const koreanStopWords: ReadonlySet<string> = new Set(
  `것 수 등 및 또는 그 이 저 위해 위한 위하여 대한 대해 대하여 통해 통한 통하여 따라 따른 경우 연구 논문 결과 본 각 같은
  다른 있는 없는 하는 되는 된다 한다 있다 없다 이다 그리고 그러나 하지만 또한 따라서 이러한 이와 그림 표 제안 방법 사용 이용
  모든 여러 매우 가장 다음 이후 이전 때문 정도 부분 내용 의미 가능 필요 관련 기존 현재 다양 중요 주요 하나 우리 이를 그것
  때 중 후 전 내 외 간 데 바 만 더 잘 못 안 약 총 두 세 네 첫 번째`.split(/\s+/),
)
