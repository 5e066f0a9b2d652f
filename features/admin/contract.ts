export { type AttentionItem, attentionItem } from './contract/attention.ts'
export {
  type Found,
  findAnything,
  getHome,
  type HouseCards,
  houseCards,
  markSeen,
  unmarkSeen,
} from './contract/home.ts'
