/** What is said of notifications and the ways they take. */
export const notificationProblemsEn = {
  webhook_not_found: {
    title: 'There is no such webhook or device',
    help: 'It may have been taken away already.',
  },
  webhook_exists: { title: 'This address is among yours already', help: 'One is enough.' },
  push_keys_unusable: {
    title: 'Seogo cannot use the keys of this browser',
    help: 'Turn pushes off and on again in this browser.',
  },
  too_many_webhooks: {
    title: 'You have as many addresses as there can be',
    help: 'Take one away that you no longer need.',
  },
  mail_not_configured: {
    title: 'This installation sends no mail',
    help: 'Whoever runs it sets a mail server: SEOGO_SMTP_URL.',
  },
  announcement_not_found: { title: 'There is no such announcement', help: 'It may have been taken back.' },
  announcement_times: {
    title: 'These times do not fit together',
    help: 'It ends after it begins, after people are told, and not in the past.',
  },
  channel_without_target: {
    title: 'This way leads nowhere yet',
    help: 'Add an address for it first.',
  },
  notification_not_found: {
    title: 'There is no such notification',
    help: 'It may have been cleared away.',
  },
}
