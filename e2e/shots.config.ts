import journeys from './playwright.config.ts'

/** `npm run shots`: a picture of every screen, to be looked at. Not a test. */
export default { ...journeys, testMatch: '*.shots.ts', timeout: 600_000 }
