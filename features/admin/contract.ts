export { type AttentionItem, attentionItem } from './contract/attention.ts'
export {
  exportPerson,
  type Found,
  findAnything,
  getHome,
  type HouseCards,
  houseCards,
  markSeen,
  unmarkSeen,
} from './contract/home.ts'
