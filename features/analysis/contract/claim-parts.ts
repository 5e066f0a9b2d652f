/** The parts of an answer that consist of claims, in the order they are read. */
export const claimParts = [
  'summary',
  'researchQuestion',
  'findings',
  'methods',
  'data',
  'contributions',
  'limitations',
] as const
export type ClaimPart = (typeof claimParts)[number]
