import type { notificationProblemsEn } from './problems-notifications.en.ts'

export const notificationProblemsKo = {
  webhook_not_found: { title: '그런 웹훅이나 기기가 없습니다', help: '이미 지워졌을 수 있습니다.' },
  webhook_exists: { title: '이미 등록한 주소입니다', help: '하나면 충분합니다.' },
  push_keys_unusable: {
    title: '이 브라우저의 키를 쓸 수 없습니다',
    help: '이 브라우저에서 푸시를 껐다가 다시 켜 보세요.',
  },
  too_many_webhooks: {
    title: '더 등록할 수 없습니다',
    help: '더는 필요 없는 주소를 지워 주세요.',
  },
  mail_not_configured: {
    title: '이 서버는 이메일을 보내지 않습니다',
    help: '서버를 운영하는 사람이 메일 서버(SEOGO_SMTP_URL)를 설정해야 합니다.',
  },
  announcement_not_found: { title: '그런 공지가 없습니다', help: '이미 거두었을 수 있습니다.' },
  announcement_times: {
    title: '시각이 서로 맞지 않습니다',
    help: '끝나는 시각은 시작과 알리는 시각보다 뒤이고, 지나지 않은 시각이어야 합니다.',
  },
  channel_without_target: {
    title: '알릴 곳이 아직 없습니다',
    help: '먼저 주소를 등록해 주세요.',
  },
  notification_not_found: {
    title: '그런 알림이 없습니다',
    help: '정리되었을 수 있습니다.',
  },
} satisfies typeof notificationProblemsEn
