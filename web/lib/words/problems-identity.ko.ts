import type { identityProblemsEn } from './problems-identity.en.ts'

export const identityProblemsKo: typeof identityProblemsEn = {
  account_owns_libraries: {
    title: '다른 사람이 함께 쓰는 내 서재가 있습니다',
    help: '계정을 삭제하기 전에 공유 서재를 다른 구성원에게 넘기거나 삭제하세요.',
  },
  vault_sealed: {
    title: '키 보관소를 열 수 없습니다',
    help: '이 서버에 키를 봉인한 마스터 키가 없습니다. 서버 관리자에게 seogo vault status로 확인해 달라고 하세요.',
  },
  second_factor_needed: {
    title: '코드도 필요합니다',
    help: '이 계정은 2단계 인증을 씁니다. 인증 앱의 코드를 입력하세요.',
  },
  second_factor_wrong: {
    title: '코드가 맞지 않습니다',
    help: '코드는 한 번만, 30초 동안 쓸 수 있습니다. 다음 코드를 기다리거나 복구 코드를 쓰세요.',
  },
  second_factor_on: {
    title: '2단계 인증이 이미 켜져 있습니다',
    help: '다른 앱을 쓰려면 먼저 끄세요.',
  },
  second_factor_off: {
    title: '2단계 인증이 없습니다',
    help: '이미 꺼졌거나 설정을 시작하지 않았습니다. 페이지를 새로 고치세요.',
  },
  passkey_refused: {
    title: '이 패스키로는 여기를 열 수 없습니다',
    help: '삭제되었거나 다른 주소에서 만든 패스키일 수 있습니다. 다시 시도하거나 다른 방법으로 로그인하세요.',
  },
  passkey_not_made: {
    title: '패스키를 등록하지 못했습니다',
    help: '시간이 너무 오래 걸렸거나 이 기기에 이미 패스키가 있습니다. 처음부터 다시 해 보세요.',
  },
  passkey_not_found: {
    title: '그런 패스키가 없습니다',
    help: '삭제되었거나 이 서버의 다른 주소에서 만든 패스키입니다.',
  },
  passkeys_need_name: {
    title: '패스키는 이름이 있는 주소에서만 쓸 수 있습니다',
    help: '숫자 주소 대신 이름(localhost, papers.example.org 등)으로 서고를 여세요.',
  },
  too_many_passkeys: {
    title: '패스키가 너무 많습니다',
    help: '쓰지 않는 패스키를 삭제한 뒤 새로 추가하세요.',
  },
  oidc_off: {
    title: '연결된 외부 로그인이 없습니다',
    help: '이 서버에는 외부 로그인이 설정되어 있지 않습니다. 비밀번호나 패스키로 로그인하세요.',
  },
  oidc_refused: {
    title: '외부 로그인을 마치지 못했습니다',
    help: '시간이 너무 오래 걸렸거나 중단되었거나 다른 브라우저로 돌아왔습니다. 처음부터 다시 하세요.',
  },
  oidc_unreachable: {
    title: '외부 로그인 서버가 응답하지 않습니다',
    help: '잠시 뒤 다시 시도하거나 비밀번호나 패스키로 로그인하세요.',
  },
  oidc_mail_unconfirmed: {
    title: '외부 계정의 이메일 주소가 확인되지 않았습니다',
    help: '외부 계정에서 이메일 주소를 확인한 뒤 다시 시도하세요.',
  },
  oidc_not_invited: {
    title: '아직 이곳에 계정이 없습니다',
    help: '관리자에게 외부 계정의 이메일 주소로 초대해 달라고 하세요.',
  },
  oidc_not_linked: {
    title: '외부 계정이 이곳의 계정과 연결되어 있지 않습니다',
    help: '비밀번호나 패스키로 로그인한 뒤 보안 화면에서 연결하세요.',
  },
  oidc_linked_elsewhere: {
    title: '다른 사람의 계정과 연결된 외부 계정입니다',
    help: '그 계정으로 로그인해 연결을 해제하거나 다른 외부 계정을 쓰세요.',
  },
  last_way_in: {
    title: '로그인할 방법이 남지 않습니다',
    help: '먼저 비밀번호를 정하거나 패스키를 추가하세요.',
  },
  account_locked: {
    title: '잠긴 계정입니다',
    help: '로그인에 여러 번 실패했습니다. 잠시 기다리거나 관리자에게 문의하세요.',
  },
  email_taken: {
    title: '이 이메일로 만든 계정이 이미 있습니다',
    help: '그 계정으로 로그인하거나 다른 이메일을 쓰세요.',
  },
  password_too_weak: {
    title: '추측하기 쉬운 비밀번호입니다',
    help: '10자 이상으로 정하세요. 서로 관계없는 단어 몇 개를 잇는 방법이 좋습니다.',
  },
  challenge_needed: {
    title: '본인인지 증명해 주세요',
    help: '처음 보는 곳이나 브라우저처럼 평소와 다른 점이 있습니다. 본인임을 증명하면 계속 진행됩니다.',
  },
  passkey_asked_for: {
    title: '로그인할 때 이 패스키를 묻습니다',
    help: '먼저 2단계 인증을 끄거나 다른 패스키를 추가하세요.',
  },
  confirmation_needed: {
    title: '본인인지 확인해 주세요',
    help: '로그인한 지 시간이 지났습니다. 비밀번호를 다시 입력하면 계속 진행됩니다.',
  },
}
