import type { LetterWords } from './text.en.ts'

/** What a mailed link says, in Korean. */
export const lettersKo: LetterWords = {
  reset: {
    subject: '서고: 새 비밀번호 정하기',
    text: '회원님의 계정에 새 비밀번호를 요청하셨습니다. 여기에서 정하세요.',
    press: '새 비밀번호 정하기',
    small: (minutes) =>
      `링크는 ${minutes}분 동안 한 번만 쓸 수 있습니다. 요청하지 않으셨다면 그대로 두세요. 비밀번호는 바뀌지 않습니다.`,
  },
  unlock: {
    subject: '서고: 계정이 잠겼습니다',
    text: '계정에서 평소와 다른 일이 있어 계정을 잠그고 모든 기기에서 로그아웃했습니다. 직접 하신 일이라면 여기에서 잠금을 풀고, 아니라면 로그인 화면에서 비밀번호를 새로 정하세요.',
    press: '내 계정 잠금 풀기',
    small: (minutes) => `링크는 ${minutes / 60}시간 동안 한 번만 쓸 수 있습니다.`,
  },
  email: {
    subject: '서고: 새 주소 확인',
    text: '앞으로 이 주소로 서고에 로그인하겠다고 요청하셨습니다. 여기에서 확인하세요.',
    press: '주소 확인하기',
    small: (minutes) =>
      `링크는 ${minutes / 60}시간 동안 한 번만 쓸 수 있습니다. 그때까지는 이전 주소를 씁니다. 모르는 일이라면 그대로 두세요.`,
  },
  leaving: {
    subject: '서고: 주소 변경 요청',
    text: (to) => `회원님으로 로그인한 사람이 계정 주소를 ${to}(으)로 바꾸겠다고 요청했습니다.`,
    small: '직접 하신 일이 아니라면 지금 비밀번호를 바꾸고 다른 기기에서 모두 로그아웃하세요.',
  },
}
