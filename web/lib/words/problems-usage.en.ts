export const usageProblemsEn = {
  usage_limit_reached: {
    title: 'A limit of usage is reached',
    help: 'Nobody was asked and nothing was spent. The page “Usage” says which limit it is, and when it opens again.',
  },
  usage_flag_not_found: {
    title: 'This is not there to decide about',
    help: 'Somebody may have decided about it already. Reload the page to see the list as it is.',
  },
  usage_limit_not_found: {
    title: 'This limit is not there',
    help: 'Somebody may have taken it away. Reload the page to see the limits as they are.',
  },
  setting_not_found: {
    title: 'There is no such setting',
    help: 'It may be one that only the environment can set, or of another version.',
  },
  setting_invalid: {
    title: 'This value cannot be used',
    help: 'The help beside the setting says what it may be. The old value holds.',
  },
  setting_by_environment: {
    title: 'The environment sets this',
    help: 'What the environment says wins. Take it out there to change it here.',
  },
  time_zone_unknown: {
    title: 'There is no such time zone',
    help: 'Choose one of the list, such as Asia/Seoul.',
  },
}

type Reached = { readonly taken: string; readonly limit: string; readonly opens: string }

/** Which limit it was, in a sentence. */
export const limitReachedEn = {
  meters: { analyses: 'Analyses', tokens: 'Tokens', micro_usd: 'Cost' },
  periods: { day: 'today', month: 'this month' },
  house: 'everybody together',
  person: 'yours',
  sentence: (meter: string, whose: string, period: string, { taken, limit, opens }: Reached) =>
    `${meter}, ${whose}, ${period}: ${taken} of ${limit} are used or held back. Opens again: ${opens}.`,
}
