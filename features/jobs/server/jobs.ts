export { controlMany } from './control-jobs.ts'
export {
  findJobs,
  listFailedClassesOf,
  listQueuesOf,
  readLanes,
} from './look-after-house.ts'
export { listJobsIn, requireJob } from './read-jobs.ts'
