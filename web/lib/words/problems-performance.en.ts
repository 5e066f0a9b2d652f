export const performanceProblemsEn = {
  statement_not_found: {
    title: 'There is no such statement',
    help: 'It may have been seen so long ago that it is forgotten.',
  },
  statement_has_no_plan: {
    title: 'PostgreSQL gives no plan for this statement',
    help: 'It begins or ends a transaction, or needs its values to be planned.',
  },
  performance_not_measured: {
    title: 'Performance is not measured here',
    help: 'SEOGO_METRICS=on switches it on.',
  },
}
