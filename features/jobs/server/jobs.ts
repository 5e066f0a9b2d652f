export { controlMany } from './control-jobs.ts'
export { listJobsIn, requireJob } from './read-jobs.ts'
