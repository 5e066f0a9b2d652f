import type { backupProblemsEn } from './problems-backup.en.ts'

/** What is said of backups that cannot be made, read or restored. */
export const backupProblemsKo = {
  backup_not_found: {
    title: '그런 백업이 없습니다',
    help: '삭제되었거나 다른 저장 위치에 있을 수 있습니다.',
  },
  backup_folder_exists: {
    title: '그런 폴더가 이미 있습니다',
    help: '아직 없는 폴더 이름을 주세요. 아무것도 덮어쓰지 않습니다.',
  },
  backup_name_differs: {
    title: '이 백업의 이름이 아닙니다',
    help: '보이는 그대로 입력해 주세요. 아무것도 복원하지 않았습니다.',
  },
  backup_running: {
    title: '이미 백업을 만들거나 점검하고 있습니다',
    help: '한 번에 하나만 할 수 있습니다. 끝날 때까지 기다려 주세요.',
  },
  backup_damaged: {
    title: '이 백업은 손상되었습니다',
    help: '손상된 부분은 아래에 있으며, 여기서 복원한 것은 없습니다. 다른 백업을 쓰고, 곧 전체 백업을 만드세요.',
  },
  backup_key_needed: {
    title: '이 백업은 암호화되어 있습니다',
    help: '암호화할 때 쓴 키가 필요합니다: SEOGO_BACKUP_KEY 또는 명령줄의 --key-file.',
  },
  backup_key_wrong: {
    title: '키가 이 백업과 맞지 않습니다',
    help: '다른 키로 암호화되었습니다. 그 키가 없으면 아무도 열 수 없습니다.',
  },
  backup_of_later_version: {
    title: '더 새로운 버전에서 만든 백업입니다',
    help: '서고를 업데이트한 다음 복원하세요.',
  },
  backup_destination_unusable: {
    title: '백업 저장 위치를 쓸 수 없습니다',
    help: '위치가 있는지, 쓸 수 있는지, 공간이 남았는지 확인하세요.',
  },
  backup_no_scratch_database: {
    title: '여기서는 시험 복원을 할 수 없습니다',
    help: 'SEOGO_DATABASE_URL의 데이터베이스 역할에 데이터베이스를 만들 권한(CREATEDB)이 필요합니다.',
  },
  backup_schedule_invalid: {
    title: '시각을 알 수 없습니다',
    help: '분, 시, 일, 월, 요일 다섯 칸을 빈칸으로 띄어 쓰세요. 0 3 * * *은 매일 밤 세 시입니다.',
  },
  backup_pinned: {
    title: '고정된 백업입니다',
    help: '정말 지워도 되면 먼저 고정을 푸세요.',
  },
  backup_house_running: {
    title: '서고가 실행 중입니다',
    help: '먼저 멈추거나 --while-running을 붙이세요. 그러면 모두의 연결이 잠시 끊깁니다.',
  },
} satisfies typeof backupProblemsEn
