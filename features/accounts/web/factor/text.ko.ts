import type { en } from './text.en.ts'

export const ko: typeof en = {
  title: '2단계 인증',
  help: '비밀번호와 함께 휴대전화 앱의 코드를 묻습니다. 비밀번호만 알아낸 사람은 들어올 수 없습니다.',
  off: '지금은 비밀번호만으로 로그인합니다.',
  demanded:
    '이 서버에서는 2단계 인증을 켠 관리자만 관리할 수 있습니다. 설정할 때까지는 구성원이 하는 일만 할 수 있습니다.',
  on: (date) => `${date}부터 켜져 있습니다.`,
  left: (count) => `복구 코드가 ${count}개 남았습니다.`,
  fewLeft: '다 쓰기 전에 새로 만드세요.',
  onByPasskeys: (date) => `${date}부터 켜져 있습니다. 비밀번호와 함께 패스키나 복구 코드를 묻습니다.`,
  setUp: '설정하기',
  usePasskeys: '패스키로 묻기',
  usePasskeysHelp: '앱 없이 비밀번호와 함께 패스키나 복구 코드를 묻습니다. 다른 기기는 모두 로그아웃됩니다.',
  remove: '끄기',
  removeTitle: '2단계 인증 끄기',
  removeHelp: '이후에는 비밀번호만으로 계정이 열립니다. 다른 기기는 모두 로그아웃됩니다.',
  removed: '2단계 인증을 끄고 다른 모든 기기를 로그아웃했습니다',
  password: '현재 비밀번호',

  code: '코드',
  codeHint: '인증 앱의 여섯 자리 숫자 또는 복구 코드를 입력하세요.',
  appCodeHint: '여섯 자리 숫자이며 30초마다 바뀝니다.',
  askPasskey: '이 계정은 비밀번호와 함께 패스키나 복구 코드를 묻습니다.',
  recoveryCode: '복구 코드',
  recoveryHint: '보관해 둔 열 개 가운데 하나입니다.',
  askCode: '이 계정은 비밀번호와 함께 코드를 묻습니다.',
  back: '뒤로',

  setUpTitle: '2단계 인증 설정',
  scan: '인증 앱(Aegis, Google Authenticator, 1Password 등)으로 아래 그림을 찍고, 앱에 나온 코드를 입력하세요.',
  picture: '인증 앱용 QR 코드',
  cannotScan: '카메라가 없다면 앱에 이 비밀 키를 입력하세요',
  turnOn: '켜기',
  codesTitle: '복구 코드',
  codesHelp:
    '앱을 잃어버렸을 때 코드 하나로 한 번 들어올 수 있습니다. 본인만 찾을 수 있는 곳에 두세요. 다시 표시되지 않습니다.',
  codesList: '복구 코드 목록',
  copyCodes: '복사',
  codesCopied: '복사됨',
  saveCodes: '파일로 저장',
  codesFile: 'seogo-recovery-codes.txt',
  kept: '보관했습니다',
  renew: '복구 코드 새로 만들기',
  renewHelp: '지금 가진 코드는 더 이상 쓸 수 없게 됩니다.',

  badge: '2단계 인증',
  reset: '2단계 인증 초기화',
  resetOf: (name) => `${name} 2단계 인증 초기화`,
  resetHelp:
    '앱과 복구 코드를 모두 잃은 사람을 위한 것입니다. 본인의 요청인지 꼭 확인하세요. 이후에는 비밀번호만으로 계정이 열립니다. 모든 기기에서 로그아웃되고 본인에게 알립니다.',
}
