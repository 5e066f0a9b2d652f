export const performanceProblemsKo = {
  statement_not_found: {
    title: '그런 문장이 없습니다',
    help: '본 지 오래되어 잊혔을 수 있습니다.',
  },
  statement_has_no_plan: {
    title: 'PostgreSQL이 이 문장의 계획을 주지 않습니다',
    help: '트랜잭션을 열거나 닫는 문장이거나, 값이 있어야 계획할 수 있는 문장입니다.',
  },
  performance_not_measured: {
    title: '여기서는 성능을 재지 않습니다',
    help: 'SEOGO_METRICS=on으로 켭니다.',
  },
}
