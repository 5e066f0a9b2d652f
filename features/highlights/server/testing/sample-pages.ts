/** Two pages of two papers that were written for these tests, as a PDF reader gives them. */
export const englishPages = [
  {
    number: 1,
    text: `Marks in the Margin: What Readers Keep of a Paper
Jiwoo Lim and Petra Olsen
Abstract
Readers mark far more than they come back to. We followed forty readers through one term and counted what they
marked, what they wrote beside it, and what of both they used when they wrote themselves. Of 12,480 marks only
9.4% were looked at again; those with a comment were looked at ﬁve times as often. The effect does not depend on
the length of the passage, but on the ﬁrst week: what was not touched by then was never touched at all.
1 Introduction
A mark is a promise to oneself. Most of the litera-
ture on annotation takes it as a fact about the text, and asks where marks gather. We take it as a fact about the
reader, and ask what becomes of it. The question is old; the means are new, for readers now mark on screens, and
screens remember. Our study is a state-of-the-
art example of such a record, with all its difficulties.
Journal of Quiet Reading 3 (2026) 17`,
  },
  {
    number: 2,
    text: `2 Method
Forty readers of four ﬁelds were asked to read as they always do. Each mark was stored with its words, with what
stood before and after them, and with its place on the page. When a paper was extracted anew, each mark was put back
on its words. Of all marks 99.7% were found again letter by letter; of the others one half had been set in a table.
The readers were not told what was counted. They were paid for their time and could leave whenever they wished.
3 Results
Of 12,480 marks only 1,173 were looked at again. Marks with a comment made 18% of all marks and 61% of those that
were looked at again (p < 0.001). Colours were used by most readers, but hardly two used them in the same way; a
common meaning of colours did not emerge, not even among readers of one ﬁeld.
Journal of Quiet Reading 3 (2026) 18`,
  },
] as const

export const koreanPages = [
  {
    number: 1,
    text: `여백의 표시: 독자는 논문에서 무엇을 남기는가
임지우, 올센 페트라
요약
독자는 다시 찾아보는 것보다 훨씬 많은 문장에 표시를 한다. 이 연구는 한 학기 동안 독자 마흔 명을 따라가며
무엇에 표시하고 무엇을 적었으며, 글을 쓸 때 그 가운데 무엇을 썼는지를 세었다. 표시 12,480개 가운데 다시 본
것은 9.4%에 지나지 않았고, 메모가 있는 표시는 다섯 배 더 자주 다시 보았다. 이 차이는 구절의 길이가 아니라
첫 주에 달려 있었다. 그때까지 손대지 않은 표시는 끝내 다시 보지 않았다.
1. 서론
표시는 자신에게 하는 약속이다. 주석에 관한 연구는 대부분 표시를 본문에 관한 사실로 보고 어디에 모이는지를
묻는다. 우리는 이를 독자에 관한 사실로 보고, 그 뒤에 어떻게 되는지를 묻는다.
조용한 독서 3 (2026) 17`,
  },
  {
    number: 2,
    text: `2. 방법
네 분야의 독자 마흔 명에게 늘 하던 대로 읽어 달라고 부탁하였다. 표시마다 그 문장과 앞뒤의 문장, 쪽에서의
위치를 저장하였다. 논문을 다시 추출할 때마다 모든 표시를 제 문장 위에 다시 놓았다. 표시의 99.7%는 글자
그대로 다시 찾았고, 나머지의 절반은 표 안에 있던 것이다.
3. 결과
메모가 있는 표시는 전체의 18%였으나, 다시 본 표시 가운데서는 61%를 차지하였다(p < 0.001). 색은 대부분의
독자가 썼지만 같은 뜻으로 쓴 독자는 거의 없었고, 한 분야 안에서도 색의 공통된 뜻은 나타나지 않았다.
조용한 독서 3 (2026) 18`,
  },
] as const
