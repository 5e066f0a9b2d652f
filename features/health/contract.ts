export {
  type AlertMetric,
  type AlertPhase,
  type AlertRule,
  alertMetric,
  alertPhase,
  healthAlert,
  listAlertRules,
  listAlerts,
  saveAlertRule,
} from './contract/alerts.ts'
export { healthChange, listHealthChanges } from './contract/changes.ts'
export {
  breakPart,
  type GameDayBreak,
  gameDayBreak,
  getGameDay,
  mendPart,
} from './contract/game-day.ts'
export {
  getHealth,
  type HouseHealth,
  houseHealth,
  type Notice,
  type PartHealth,
} from './contract/report.ts'
export { type HealthLanguage, healthSentences, sayFinding } from './contract/say.ts'
