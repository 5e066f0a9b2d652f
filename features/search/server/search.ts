/** The door of search: what other features may call. */
export { explainMatches } from './explain.ts'
