export { healthChange, listHealthChanges } from './contract/changes.ts'
export {
  getHealth,
  type HouseHealth,
  houseHealth,
  type Notice,
  type PartHealth,
} from './contract/report.ts'
export { type HealthLanguage, healthSentences, sayFinding } from './contract/say.ts'
