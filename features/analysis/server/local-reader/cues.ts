import type { Section } from './sections.ts'

/** What a sentence can be picked as. */
export type Topic = 'researchQuestion' | 'methods' | 'data' | 'findings' | 'limitations' | 'contributions'

type Cues = {
  readonly english: RegExp
  readonly korean: RegExp
  /** Sections in which such a sentence is expected. */
  readonly sections: readonly Section[]
  readonly limit: number
}

/** Phrases by which authors announce what a sentence is, and where they do so. */
export const cuesOf: Readonly<Record<Topic, Cues>> = {
  researchQuestion: {
    english:
      /\b(?:we (?:ask|investigate|examine|explore|study|address)\b|(?:aim|purpose|objective|goal)s? of (?:this|the|our)|this (?:paper|study|work|article) (?:addresses|investigates|examines|studies|asks|explores|considers|is concerned with)|research questions?|we (?:want|seek|aim) to)/giu,
    korean:
      /목적(?:은|으로|이다)|알아보고자|살펴보고자|밝히고자|규명하고자|분석하고자|고찰하고자|(?:연구|논문)(?:은|는|에서는) .{2,120}(?:분석|조사|탐색|검토|고찰|검증)(?:한다|하였다|했다)/gu,
    sections: ['abstract', 'introduction'],
    limit: 1,
  },
  methods: {
    english:
      /\b(?:we (?:use[ds]?|employ(?:ed)?|appl(?:y|ied)|adopt(?:ed)?|implement(?:ed)?|train(?:ed)?|measure[ds]?|conduct(?:ed)?|perform(?:ed)?|model(?:led|ed)?|simulate[ds]?|replay(?:ed)?|estimate[ds]?|construct(?:ed)?|compute[ds]?)\b|(?:our|the|this) (?:method|algorithm|approach|procedure|policy|technique|system|model) (?:is|uses|works|consists|has|takes|computes|relies)|(?:is|was|were|are) (?:measured|computed|estimated|trained|implemented|repeated|calculated|performed|carried out) (?:using|by|with|on|as|ten|for|in))/giu,
    korean:
      /수행하(?:였|고)|실시하(?:였|고)|적용하(?:였|여)|구현하(?:였|여)|설계하(?:였|여)|측정하(?:였|여)|반복하(?:였|여)|(?:방법|기법|알고리즘|모형|모델)(?:을|를) (?:사용|이용|적용|제안)/gu,
    sections: ['methods'],
    limit: 4,
  },
  data: {
    english:
      /\b(?:data ?sets?\b|corpus|corpora|participants|patients|respondents|benchmark(?:s|ing)? (?:of|from|data|suite|set)|(?:collected|drawn|sampled|obtained) from|(?:trace|log)s? of|sample of|survey(?:ed)? (?:of|\d))/giu,
    korean:
      /데이터(?: ?셋|세트|를|는)|자료(?:는|를)|말뭉치|코퍼스|표본|참가자|설문|(?:을|를) 대상으로|수집(?:한|하였|된)|\d+(?:명|건|개)(?:의|을|를|이다)/gu,
    sections: ['data', 'methods'],
    limit: 3,
  },
  findings: {
    english:
      /\b(?:we (?:find|found|show(?:ed)?|observed?|demonstrated?|prove[ds]?|discover(?:ed)?|conclude[ds]?)\b|results? (?:show|indicate|suggest|demonstrate|reveal|confirm)|outperform(?:s|ed)?|improve[sd]?\b|increase[sd]?|decrease[sd]?|reduce[sd]?|raise[sd]?|significant(?:ly)?|achieve[sd]?|compared (?:to|with)|than (?:the|any|least|previous))/giu,
    korean:
      /나타났다|나타내었다|보였다|보여준다|확인(?:하였|되었|할 수)|향상(?:되|시|하)|증가(?:하|되)|감소(?:하|되)|유의(?:한|하게|미한|하지)|달성하|우수(?:한|하)|높(?:은|았|게)|결과(?:,| )/gu,
    sections: ['results', 'abstract', 'conclusion', 'discussion'],
    limit: 6,
  },
  limitations: {
    english:
      /\b(?:limitations?\b|limited (?:to|by)|future (?:work|research|studies)|(?:did|do|does|could|can)(?: not|not|n['’]t) (?:measure|consider|handle|support|address|cover|account|study|generali[sz]e|apply|guarantee|capture)|may not (?:be|hold|generali[sz]e|apply)|beyond the scope|threats? to validity|drawbacks?|shortcomings?|remains? (?:open|unclear|to be|unknown)|open (?:problem|question))/giu,
    korean:
      /한계(?:가|점|는|로)|제한점|(?:향후|추후|후속) ?연구|못하(?:였|는)|다루지 (?:않|못)|고려하지 (?:않|못)|필요가 있다|일반화하기/gu,
    sections: ['limitations', 'discussion', 'conclusion'],
    limit: 4,
  },
  contributions: {
    english:
      /\b(?:contributions?\b|contributes?\b|novel\b|for the first time|(?:we|this paper|this work|this article) (?:also )?(?:propose[sd]?|introduce[sd]?|presents?|presented|describe[sd]?|develop(?:s|ed)?|gives?|offers?|provides?)\b)/giu,
    korean:
      /기여(?:한|하|점|는)|제안(?:한다|하였다|하는|했다)|제시(?:한다|하였다|하고|했다)|개발하였다|최초로|새로운/gu,
    sections: ['abstract', 'introduction', 'conclusion'],
    limit: 4,
  },
}

export const topics: readonly Topic[] = [
  'researchQuestion',
  'methods',
  'data',
  'findings',
  'limitations',
  'contributions',
]

/** How many cue phrases of a topic stand in a text. */
export function countCues(topic: Topic, text: string): number {
  const { english, korean } = cuesOf[topic]
  return (text.match(english)?.length ?? 0) + (text.match(korean)?.length ?? 0)
}
