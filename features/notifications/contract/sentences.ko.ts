import type { Facts } from './notification.ts'
import type { sentencesEn } from './sentences.en.ts'

export const sentencesKo = {
  types: {
    analysis_finished: (title: string | null) =>
      title === null ? '분석이 끝났습니다' : `「${title}」의 분석이 끝났습니다`,
    analysis_failed: (title: string | null) =>
      title === null ? '분석에 실패했습니다' : `「${title}」의 분석에 실패했습니다`,
    analyses_finished: () => '여러 논문의 분석이 준비되었습니다',
    analyses_failed: () => '여러 논문의 분석이 실패했습니다',
    import_finished: (fileName: string | null) =>
      fileName === null ? '가져오기가 끝났습니다' : `${fileName} 가져오기가 끝났습니다`,
    import_failed: (fileName: string | null) =>
      fileName === null ? '가져오기에 실패했습니다' : `${fileName} 가져오기에 실패했습니다`,
    duplicates_suggested: () => '서재에 두 번 들어 있는 듯한 논문이 있습니다',
    search_matched: (name: string | null) =>
      name === null ? '지켜보는 검색에 새 논문이 있습니다' : `「${name}」에 새 논문이 있습니다`,
    tag_matched: (tag: string | null) =>
      tag === null ? '지켜보는 태그가 달린 새 논문이 있습니다' : `「${tag}」 태그가 달린 새 논문이 있습니다`,
    backup_finished: () => '백업을 만들었습니다',
    backup_restored: () => '서재를 백업 시점으로 되돌렸습니다',
    backup_failed: () => '백업에 실패했습니다. 필요해지기 전에 확인해 주세요',
    restore_failed: () => '백업 시점으로 되돌리지 못했습니다. 서재는 그대로입니다',
    limit_near: () => '사용 한도에 가까워졌습니다',
    house_limit_near: () => '전체 사용 한도에 가까워졌습니다',
    health_changed: (part: string | null, { state, nameKo }: Facts) =>
      `${nameKo ?? part ?? '서고'}: ${state === 'healthy' ? '다시 정상입니다' : '문제가 있습니다'}`,
    threshold_alert: (name: string | null, { state, nameKo }: Facts) =>
      `${nameKo ?? name ?? '지표'}: ${state === 'resolved' ? '기준 안으로 돌아왔습니다' : '기준을 벗어났습니다'}`,
    unusual_use: () => '이례적인 사용이 있습니다. 사용량 페이지를 확인하세요',
    security_alert: () => '공격으로 보이는 활동이 있습니다',
    account_watched: () => '내 계정에 평소와 다른 일이 있었습니다',
    second_factor_reset: () => '관리자가 2단계 인증을 초기화했습니다. 다시 설정하세요',
    password_reset: () => '메일 링크로 비밀번호를 새로 정했습니다. 직접 하지 않으셨다면 관리자에게 알리세요',
    announcement: () => '공지가 있습니다',
    test: () => '시험 알림입니다. 알림이 여기로 옵니다',
  },
  counts: {
    answered: (count: number) => `응답 ${count}개`,
    failed: (count: number) => `실패 ${count}개`,
    papers: (count: number) => `논문 ${count}편`,
    added: (count: number) => `추가 ${count}개`,
    alreadyThere: (count: number) => `이미 있음 ${count}개`,
    suggested: (count: number) => `${count}쌍`,
    found: (count: number) => `새 논문 ${count}편`,
    refused: (count: number) => `거절 ${count}개`,
  },
  letter: {
    subjectOfMany: (count: number) => `서고: 알림 ${count}개`,
    open: '열기',
    why: '이메일로 알리도록 설정하셨습니다. 설정의 알림에서 바꿀 수 있습니다.',
  },
} satisfies typeof sentencesEn
