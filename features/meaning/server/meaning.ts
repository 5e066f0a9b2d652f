/** The door of meaning: what the search may call. */

export {
  type LeftOut,
  type Meant,
  mostCompared,
  type NearPaper,
  nearestPapers,
  searchableSources,
  understand,
} from './nearest.ts'
