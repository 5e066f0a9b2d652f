import journeys from './playwright.config.ts'

/** The part of `npm run attack` that needs a browser. */
export default { ...journeys, projects: [], testMatch: '*.attack.ts', timeout: 300_000 }
