/** The door of meaning: what the search may call. */

export {
  type Meant,
  type NearPaper,
  nearestPapers,
  searchableSources,
  understand,
} from './nearest.ts'
