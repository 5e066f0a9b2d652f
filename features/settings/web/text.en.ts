import type { Setting, SettingGroup } from '../contract.ts'
import { namesEn } from './names.en.ts'

const groups: Readonly<Record<SettingGroup, { readonly title: string; readonly help: string }>> = {
  branding: {
    title: 'This installation',
    help: 'What it is called and looks like, and where its days turn.',
  },
  joining: { title: 'Joining and signing in', help: 'Who may come in, and for how long.' },
  limits: { title: 'Limits', help: 'What may be asked for and taken in.' },
  providers: { title: 'AI providers', help: 'How long they are waited for, and when they are left alone.' },
  reading: { title: 'Reading papers', help: 'PDFs and scans.' },
  sources: { title: 'Metadata sources', help: 'What is asked about papers on the Internet.' },
  retention: { title: 'Keeping', help: 'How long things are kept before they are cleared away.' },
  mail: { title: 'Mail', help: 'How people are reached.' },
  watching: { title: 'Suspicious activity', help: 'At how many something looks like an attack.' },
}

const sources: Readonly<Record<Setting['source'], string>> = {
  environment: 'set by the environment',
  screen: 'changed here',
  default: 'default',
}

export const en = {
  names: namesEn,
  groups,
  sources,
  help: 'What an administrator may change without a file. The environment wins: what it sets cannot be changed here. Every change stands in the audit trail.',
  byDefault: (value: string) => `default: ${value}`,
  noDefault: 'not set by default',
  range: (min: string, max: string) => `${min} to ${max}`,
  now: 'in force at once',
  restart: 'in force after a restart',
  waits: 'saved; waits for a restart',
  isSet: 'There is one. It is never shown again; write a new one to replace it.',
  notSet: 'not set',
  newSecret: 'New value',
  values: {
    true: 'on',
    false: 'off',
    on: 'on',
    off: 'off',
    auto: 'automatically',
    all: 'all',
    identified: 'those with an identifier',
  },
  save: 'Save',
  saveOf: (label: string) => `Save: ${label}`,
  reset: 'Back to the default',
  resetOf: (label: string) => `Back to the default: ${label}`,
  saved: (label: string) => `Saved: ${label}`,
  wasReset: (label: string) => `Back to the default: ${label}`,
  environmentOnly: 'Set by the environment alone',
  environmentHelp: 'Where things lie and how they are reached. docs/configuration.md explains each.',
  secret: 'set, and not shown',
  elsewhere: 'On pages of their own',
}
