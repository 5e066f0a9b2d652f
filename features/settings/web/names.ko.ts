import type { namesEn } from './names.en.ts'

export const namesKo: typeof namesEn = {
  SEOGO_NAME: { label: '이름', help: '화면, 로그인 화면, 브라우저 탭에 나타나는 이 서고의 이름입니다.' },
  SEOGO_HUE: {
    label: '색상',
    help: '각도로 적습니다. 30은 주황, 150은 초록, 263은 파랑, 300은 보라입니다. 밝기와 대비는 그대로입니다.',
  },
  SEOGO_TIME_ZONE: {
    label: '시간대',
    help: '서고와, 사는 곳을 정하지 않은 사람의 하루가 바뀌는 기준입니다.',
  },
  SEOGO_OIDC_SIGN_UP: {
    label: '초대 없이 가입할 수 있는 사람',
    help: '쉼표로 나눈 이메일 도메인입니다. 그 도메인의 사람은 외부 로그인으로 바로 가입합니다.',
  },
  SEOGO_OIDC_LINK_BY_MAIL: {
    label: '같은 주소의 외부 계정 연결',
    help: '확인된 이메일 주소가 같은 외부 계정으로 계정이 열립니다. 모든 주소를 확인하는 서비스에서만 켜세요.',
  },
  SEOGO_CONFIRM_MINUTES: {
    label: '비밀번호를 다시 묻기까지(분)',
    help: '로그인한 뒤 이 시간 동안은 중요한 일에 비밀번호를 다시 묻지 않습니다.',
  },
  SEOGO_SESSION_IDLE_HOURS: {
    label: '쓰지 않는 세션이 끝나기까지(시간)',
    help: '이 시간 동안 쓰지 않은 세션은 끝납니다.',
  },
  SEOGO_SESSION_MAX_DAYS: {
    label: '모든 세션이 끝나기까지(일)',
    help: '아무리 써도 이 기간이 지나면 세션이 끝납니다.',
  },
  SEOGO_ADMINS_NEED_SECOND_FACTOR: {
    label: '관리자는 2단계 인증 필수',
    help: '소유자와 관리자는 2단계 인증을 켤 때까지 일반 구성원입니다.',
  },
  SEOGO_UPLOAD_MAX_BYTES: { label: '가장 큰 파일(바이트)', help: '더 큰 파일은 받지 않습니다.' },
  SEOGO_RATE_PERSON: {
    label: '한 사람의 분당 요청',
    help: '그 사람의 모든 브라우저를 합친 수입니다. 0이면 제한하지 않습니다.',
  },
  SEOGO_RATE_TOKEN: {
    label: '접근 토큰 하나의 분당 요청',
    help: '프로그램에 적용합니다. 0이면 제한하지 않습니다.',
  },
  SEOGO_RATE_NETWORK: {
    label: '한 네트워크의 로그인하지 않은 분당 요청',
    help: '로그인하지 않은 사람에게 적용합니다. 0이면 제한하지 않습니다.',
  },
  SEOGO_PROVIDER_TIMEOUT_SECONDS: {
    label: '제공자의 응답을 기다리는 시간(초)',
    help: '더 오래 걸리면 끊고 다시 시도합니다.',
  },
  SEOGO_PROVIDER_FAILURES: {
    label: '제공자를 쉬게 하는 연속 실패',
    help: '이만큼 잇달아 실패하면 모든 워커가 그 모델을 한동안 쉬게 합니다.',
  },
  SEOGO_PROVIDER_PAUSE_SECONDS: {
    label: '처음 쉬게 하는 시간(초)',
    help: '다시 실패할 때마다 두 배가 되며 최대 5분입니다.',
  },
  SEOGO_JOB_PATIENCE_HOURS: {
    label: '작업이 제공자를 기다리는 시간(시간)',
    help: '계속 기다리라고 하는 제공자를 이만큼 기다린 뒤 작업이 실패합니다.',
  },
  SEOGO_ANALYSIS_CONCURRENCY: {
    label: '동시에 묻는 수',
    help: '워커 하나가 제공자에게 동시에 묻는 수입니다.',
  },
  SEOGO_OCR: {
    label: '스캔 읽기',
    help: 'Tesseract가 설치되어 있으면 자동으로 읽거나, 누가 요청할 때만 읽습니다.',
  },
  SEOGO_OCR_LANGUAGES: {
    label: '스캔의 언어',
    help: 'Tesseract의 언어 이름을 +로 잇습니다. 설치되지 않은 언어는 빠집니다.',
  },
  SEOGO_OCR_MAX_PAGES: { label: '스캔에서 읽는 쪽수', help: '그 뒤의 쪽은 그림으로 남습니다.' },
  SEOGO_READING_CONCURRENCY: { label: '동시에 읽는 PDF', help: '워커 하나가 동시에 읽는 수입니다.' },
  SEOGO_OCR_CONCURRENCY: {
    label: '동시에 읽는 스캔',
    help: '워커 하나가 동시에 읽는 수입니다. 하나마다 코어 하나를 씁니다.',
  },
  SEOGO_SOURCES: {
    label: '메타데이터 출처에 묻기',
    help: '끄면 논문에 대해 인터넷에 아무것도 묻지 않습니다.',
  },
  SEOGO_SOURCES_ENRICH: {
    label: '새 논문 찾아보기',
    help: '모든 논문, 식별자가 있는 논문만(제목이 밖으로 나가지 않음), 또는 찾아보지 않음입니다.',
  },
  SEOGO_SOURCES_EMAIL: {
    label: '출처에 알리는 주소',
    help: 'Crossref, PubMed, Unpaywall이 요청하는 주소입니다. 없으면 Unpaywall에는 묻지 않습니다.',
  },
  SEOGO_SOURCE_OPENALEX_KEY: { label: 'OpenAlex 키', help: '없으면 OpenAlex에 묻지 않습니다.' },
  SEOGO_SOURCE_OPENALEX_DAILY_CENTS: {
    label: 'OpenAlex 하루 비용(미국 센트)',
    help: '이보다 더 쓰지 않습니다. 무료 키는 100센트어치입니다.',
  },
  SEOGO_SOURCE_SEMANTIC_SCHOLAR_KEY: {
    label: 'Semantic Scholar 키',
    help: '없으면 Semantic Scholar에 묻지 않습니다.',
  },
  SEOGO_SOURCE_PUBMED_KEY: { label: 'PubMed 키', help: '초당 요청이 3개에서 10개로 늘어납니다.' },
  SEOGO_JOB_RETENTION_DAYS: {
    label: '끝난 작업 보관(일)',
    help: '시도 기록과 함께 보관합니다. 아무도 요청하지 않은 정리 작업은 하루만 보관합니다.',
  },
  SEOGO_HISTORY_DAYS: {
    label: '변경을 되돌릴 수 있는 기간(일)',
    help: '누가 무엇을 바꾸었는지 보관하는 기간입니다.',
  },
  SEOGO_TRASH_DAYS: { label: '휴지통 보관(일)', help: '그 뒤에는 완전히 삭제됩니다.' },
  SEOGO_SMTP_URL: {
    label: '메일 서버',
    help: 'smtps://user:password@mail.example.org처럼 적습니다. 없으면 메일을 보내지 않습니다.',
  },
  SEOGO_MAIL_FROM: {
    label: '보내는 사람',
    help: '주소만 적거나 이름과 함께 적습니다: Seogo <seogo@example.org>.',
  },
  SEOGO_WATCH_MINUTES: { label: '함께 세는 시간(분)', help: '이 시간 안의 의심스러운 활동을 함께 셉니다.' },
  SEOGO_WATCH_SIGN_IN_FAILURES: {
    label: '한 네트워크의 로그인 실패',
    help: '이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_ACCOUNTS: {
    label: '한 네트워크에서 시도한 계정',
    help: '성공하지 못한 계정 수입니다. 이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_ACCOUNT_FAILURES: {
    label: '한 계정의 로그인 실패',
    help: '어디에서든 이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_WRONG_PASSWORDS: {
    label: '세션 안의 틀린 비밀번호',
    help: '로그인한 사람의 횟수입니다. 이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_TOKENS: {
    label: '한 네트워크의 알 수 없는 토큰과 링크',
    help: '이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_ENDED_SESSIONS: {
    label: '한 네트워크의 끝난 세션 요청',
    help: '이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_PROBES: {
    label: '남의 자료 요청',
    help: '없는 자료도 셉니다. 이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_EXPORTS: {
    label: '한 사람이 내보낸 파일과 논문',
    help: '목록 내보내기는 25로 셉니다. 이만큼이면 경보가 울립니다.',
  },
  SEOGO_WATCH_DELETIONS: { label: '한 사람이 삭제한 논문', help: '이만큼이면 경보가 울립니다.' },
  SEOGO_WATCH_CHALLENGE_POINTS: {
    label: '본인 확인을 요청하는 점수',
    help: '경보 하나가 100점입니다. 이 점수가 되면 본인 확인을 요청합니다.',
  },
  SEOGO_WATCH_LOCK_POINTS: {
    label: '계정을 잠그는 점수',
    help: '이 점수가 되면 세션도 끝납니다.',
  },
  SEOGO_WATCH_LOCK_MINUTES: {
    label: '계정이 잠겨 있는 시간(분)',
    help: '그 뒤에는 저절로 풀립니다.',
  },
}
