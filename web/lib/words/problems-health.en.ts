export const healthProblemsEn = {
  game_day_off: {
    title: 'Nothing may be broken on purpose here',
    help: 'That is for installations for trying only: start one of its own with SEOGO_GAME_DAY=true.',
  },
  game_day_part_not_here: {
    title: 'This cannot be broken here',
    help: 'Redis can be where it is used without TLS; only providers can be told apart by a name.',
  },
  game_day_break_not_found: {
    title: 'This is not broken any more',
    help: 'Its time was over, or somebody ended it. Reload the page to see how it is.',
  },
  read_only: {
    title: 'Nothing can be saved just now',
    help: 'The disk is full or nearly so, or the database is read-only. Reading works; try again once an administrator has made room.',
  },
}
