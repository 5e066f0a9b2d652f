import type { HealthFinding, HealthPart, HealthState } from '#contract/health.ts'
import type { AlertMetric } from './alerts.ts'
import type { FindingWords, sentencesEn } from './sentences.en.ts'

const states: Readonly<Record<HealthState, string>> = {
  ok: '정상',
  degraded: '주의 필요',
  failing: '장애',
  off: '사용 안 함',
}

const parts: Readonly<Record<HealthPart, string>> = {
  node: 'Node.js',
  configuration: '설정',
  house: '서고',
  database: '데이터베이스',
  schema: '스키마와 언어',
  replication: '복제',
  redis: 'Redis',
  cache: '보관된 응답',
  queue: '작업 대기열',
  workers: '프로세스',
  bus: '프로세스 간 메시지',
  files: '파일 저장소',
  disk: '디스크',
  memory: '메모리',
  cpu: '프로세서',
  event_loop: '이벤트 루프',
  mail: '메일 서버',
  providers: 'AI 제공자',
  sources: '서지 정보 출처',
  backup: '백업',
  partitions: '파티션',
  clock: '시계',
  screens: '화면',
  measuring: '성능 측정',
  pdf_reading: 'PDF 읽기',
  ocr: 'OCR',
}

const findings: Readonly<Record<HealthFinding, FindingWords>> = {
  no_answer: ({ number }) => ({
    says: `${number('afterMs')}ms 안에 응답하지 않았습니다.`,
    todo: '실행 중인지, 네트워크가 이어져 있는지 확인하세요.',
  }),
  failed: () => ({ says: '제대로 동작하지 않습니다.', todo: '옆에 적힌 오류 내용을 확인하세요.' }),
  configuration_faulty: () => ({ says: '설정에 오류가 있습니다.', todo: '옆에 적힌 설정을 고치세요.' }),
  house_shut: () => ({ says: '서고를 열 수 없습니다.', todo: '옆에 적힌 이유를 확인하세요.' }),
  database_crowded: ({ number }) => ({
    says: `연결 ${number('mostConnections')}개 가운데 ${number('connections')}개를 쓰고 있습니다.`,
    todo: 'max_connections를 늘리거나 SEOGO_DATABASE_POOL_MAX를 줄이세요.',
  }),
  database_read_only: () => ({
    says: '데이터베이스를 읽을 수는 있지만 쓸 수 없습니다.',
    todo: '복제본에 연결했는지, 읽기 전용으로 바뀌었는지 확인하세요.',
  }),
  disk_full: ({ size }) => ({
    says: `디스크가 가득 찼거나 거의 찼습니다. 남은 공간: ${size('freeBytes')}. 공간이 생길 때까지 아무것도 쓰지 않습니다.`,
    todo: '데이터 폴더의 디스크를 비우세요. 서고는 저절로 다시 시작합니다.',
  }),
  rules_broken: () => ({
    says: '데이터베이스가 이 버전의 규칙과 맞지 않습니다.',
    todo: '"seogo migrate"를 실행하세요. 맞지 않는 곳은 옆에 적혀 있습니다.',
  }),
  collation_changed: ({ text }) => ({
    says: `데이터베이스의 정렬 버전은 ${text('madeWith')}인데 이 컴퓨터는 ${text('actual')}입니다.`,
    todo: 'REINDEX DATABASE 다음에 ALTER DATABASE … REFRESH COLLATION VERSION을 실행하세요.',
  }),
  no_replica: () => ({ says: '복제본이 없습니다.', todo: '' }),
  replica_away: ({ number }) => ({
    says: `복제본 ${number('replicas')}개 가운데 ${number('away')}개가 끊겨 있고, 그동안 로그가 쌓입니다.`,
    todo: '복제본을 시작하거나, 디스크가 차기 전에 슬롯을 지우세요.',
  }),
  replica_lags: ({ size }) => ({
    says: `복제본이 ${size('lagBytes')} 뒤처져 있습니다.`,
    todo: '복제본의 네트워크와 부하를 확인하세요.',
  }),
  cache_off: () => ({ says: '응답을 매번 새로 만듭니다(SEOGO_CACHE=off).', todo: '' }),
  cache_deaf: () => ({
    says: '이 프로세스가 지금 변경을 듣지 못해 응답을 매번 새로 만듭니다.',
    todo: '데이터베이스에 다시 연결되면 저절로 듣습니다.',
  }),
  cache_redis_away: () => ({
    says: '캐시용 Redis가 끊겼습니다. 프로세스마다 자기 메모리와 데이터베이스로 답합니다.',
    todo: 'Redis가 실행 중인지 확인하십시오. 돌아오면 저절로 다시 씁니다.',
  }),
  redis_not_used: () => ({ says: 'PostgreSQL이 대기열, 캐시, 메시지를 맡습니다.', todo: '' }),
  redis_evicts: ({ text }) => ({
    says: `Redis가 메모리가 차면 키를 버립니다(maxmemory-policy ${text('policy')}).`,
    todo: 'maxmemory-policy를 noeviction으로 바꾸세요. 대기열은 키를 잃으면 안 됩니다.',
  }),
  jobs_wait: ({ number }) => ({
    says: `작업 ${number('waiting')}개가 기다립니다. 가장 오래된 것은 ${number('oldestWaitingSeconds')}초째입니다.`,
    todo: '워커가 실행 중인지, 일이 너무 많지 않은지 확인하세요. "seogo worker"로 하나 더 시작할 수 있습니다.',
  }),
  jobs_stalled: ({ number }) => ({
    says: `작업 ${number('stalled')}개가 사라진 워커에 걸려 있습니다.`,
    todo: '워커가 실행 중이면 저절로 이어받습니다.',
  }),
  events_set_aside: ({ number }) => ({
    says: `이벤트 ${number('refusedEvents')}개를 이해하지 못해 따로 두었습니다.`,
    todo: '작업의 관리 화면에서 처리하세요.',
  }),
  not_running: () => ({ says: '서고가 실행 중이 아닙니다.', todo: '"npm start"로 시작하세요.' }),
  no_worker: () => ({
    says: '실행 중인 워커가 없습니다. 논문을 읽거나 분석하지 않습니다.',
    todo: '"seogo worker"로 시작하세요. "seogo start"로 실행했다면 저절로 돌아옵니다.',
  }),
  disk_low: ({ size }) => ({
    says: `데이터 폴더의 디스크에 ${size('freeBytes')}가 남았습니다.`,
    todo: '공간을 비우거나 데이터 폴더를 다른 디스크로 옮기세요.',
  }),
  memory_low: ({ number }) => ({
    says: `메모리의 ${number('usedPercent')}%를 쓰고 있습니다.`,
    todo: '메모리를 늘리거나, 읽기와 OCR의 동시 실행 수를 줄이세요.',
  }),
  cpu_busy: ({ number }) => ({
    says: `프로세서를 ${number('usedPercent')}% 쓰고 있습니다.`,
    todo: '읽기와 OCR의 동시 실행 수를 줄이거나 워커를 다른 컴퓨터로 옮기세요.',
  }),
  event_loop_slow: ({ number, text }) => ({
    says: `프로세스(${text('slowest')})가 늦습니다. 99%는 ${number('p99Ms')}ms 안, 가장 늦은 것은 ${number('maxMs')}ms입니다.`,
    todo: '무엇을 하고 있었는지 로그를 확인하세요.',
  }),
  mail_not_used: () => ({ says: '메일 서버를 설정하지 않았습니다.', todo: '' }),
  providers_rest: ({ text }) => ({
    says: `잠시 쉬는 중: ${text('names')}.`,
    todo: '할 일이 없습니다. 작업은 기다리거나, 허용한 경우 다음 제공자로 넘어갑니다.',
  }),
  providers_fail: ({ text }) => ({
    says: `지난 한 시간의 요청이 대부분 실패했습니다: ${text('names')}.`,
    todo: '제공자의 상태 페이지와 키를 확인하세요.',
  }),
  sources_rest: ({ text }) => ({
    says: `지금은 묻지 않는 출처: ${text('names')}.`,
    todo: '할 일이 없습니다. 그동안 빠진 서지 정보는 나중에 채워집니다.',
  }),
  backup_never: () => ({
    says: '검증된 백업이 없습니다.',
    todo: '"seogo backup make --drill"로 백업을 만들고 시험 복원하세요.',
  }),
  backup_old: ({ number }) => ({
    says: `마지막으로 검증된 백업이 ${number('ageHours')}시간 전 것입니다.`,
    todo: '작업의 백업 화면을 확인하세요.',
  }),
  partitions_missing: ({ text }) => ({
    says: `곧 새 행을 둘 곳이 없어집니다: ${text('tables')}.`,
    todo: '워커가 매일 밤 만듭니다. 지금 만들려면 "seogo migrate"를 실행하세요.',
  }),
  clock_differs: ({ number }) => ({
    says: `시계가 데이터베이스와 ${number('differsMs')}ms 다릅니다.`,
    todo: '두 컴퓨터의 시각을 맞추세요(NTP).',
  }),
  screens_not_built: () => ({ says: '화면이 빌드되지 않았습니다.', todo: '"npm start"가 빌드합니다.' }),
  measurements_lost: ({ number }) => ({
    says: `이 프로세스가 시작한 뒤 측정값 ${number('failures')}개를 쓰지 못했고 요청 ${number('lost')}개가 기록되지 않았습니다.`,
    todo: '잃어버린 자료는 없습니다. 이유는 로그를 확인하세요.',
  }),
  pdf_limits_watched: () => ({
    says: 'PDF 읽기의 메모리와 시간을 밖에서 감시하므로 제한이 늦게 걸립니다.',
    todo: 'prlimit(util-linux)을 설치하세요.',
  }),
  ocr_not_installed: () => ({
    says: 'Tesseract가 설치되지 않아 스캔한 PDF에 텍스트가 없습니다.',
    todo: 'Debian에서는 tesseract-ocr tesseract-ocr-kor tesseract-ocr-eng를 설치하세요.',
  }),
  ocr_languages_missing: ({ text }) => ({
    says: `Tesseract에 ${text('wished')} 가운데 ${text('languages')}만 있습니다.`,
    todo: '나머지 언어 데이터를 설치하거나 SEOGO_OCR_LANGUAGES를 바꾸세요.',
  }),
}

const metrics: Readonly<Record<AlertMetric, string>> = {
  memory_percent: '메모리(%)',
  cpu_percent: '프로세서(%)',
  disk_percent: '디스크(%)',
  event_loop_ms: '이벤트 루프 지연(ms)',
  queue_age_seconds: '가장 오래 기다린 작업(초)',
  error_percent: '실패한 요청(%)',
  providers_resting: '쉬는 제공자',
  backup_age_hours: '마지막으로 검증된 백업(시간)',
}

export const sentencesKo = { states, parts, findings, metrics } satisfies typeof sentencesEn
