/** What is said of backups that cannot be made, read or restored. */
export const backupProblemsEn = {
  backup_not_found: {
    title: 'There is no such backup',
    help: 'It may have been removed, or it lies at another destination.',
  },
  backup_folder_exists: {
    title: 'There is such a folder already',
    help: 'Name one that is not there yet: nothing is written over.',
  },
  backup_name_differs: {
    title: 'That is not the name of this backup',
    help: 'Type it as it stands there; nothing was restored.',
  },
  backup_running: {
    title: 'A backup is being made or tried already',
    help: 'Only one at a time; wait until it has ended.',
  },
  backup_damaged: {
    title: 'This backup is damaged',
    help: 'The damaged part is named below; nothing was restored from it. Take another backup, and make a full one soon.',
  },
  backup_key_needed: {
    title: 'This backup is sealed',
    help: 'Give the key it was sealed with: SEOGO_BACKUP_KEY, or --key-file on the command line.',
  },
  backup_key_wrong: {
    title: 'The key does not fit this backup',
    help: 'It was sealed with another key. Without that key nobody can open it.',
  },
  backup_of_later_version: {
    title: 'This backup was made by a later version',
    help: 'Update Seogo, then restore it.',
  },
  backup_destination_unusable: {
    title: 'The backup destination cannot be used',
    help: 'Check that it is there, writable and has room.',
  },
  backup_no_scratch_database: {
    title: 'A backup cannot be restored on trial here',
    help: 'The database role of SEOGO_DATABASE_URL needs the right to create databases (CREATEDB).',
  },
  backup_schedule_invalid: {
    title: 'That is no time',
    help: 'Five fields with a space between them: minute, hour, day, month and weekday. 0 3 * * * is every night at three.',
  },
  backup_pinned: {
    title: 'This backup is pinned',
    help: 'Unpin it first, if it may really go.',
  },
  backup_house_running: {
    title: 'Seogo is running',
    help: 'Stop it first, or add --while-running: everybody is then disconnected for a moment.',
  },
}
