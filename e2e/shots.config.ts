import journeys from './playwright.config.ts'

/** `npm run shots`: a picture of every screen and a contact sheet of each language, to be looked at. Not a test. */
export default {
  ...journeys,
  projects: [{ name: 'shots' }],
  testMatch: '*.shots.ts',
  timeout: 600_000,
  // A picture that cannot be taken says so at once, not when the whole run is over.
  use: { ...journeys.use, actionTimeout: 15_000 },
  globalTeardown: './contact-sheets.ts',
}
