import { useNavigate } from '@tanstack/react-router'
import { LogOut, Pin } from 'lucide-react'
import { density, language, type Me, theme } from '#features/accounts/contract.ts'
import { usePreferences } from '#features/accounts/web/usePreferences.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Menu } from '#web/ui/Menu.tsx'
import { shellWords } from './words.ts'

type Props = { readonly me: Me; readonly onSignOut: () => void }

/** Who is signed in; language, theme, density and the way out. */
export function AccountMenu({ me, onSignOut }: Props) {
  const words = useWords(shellWords)
  const preferences = usePreferences()
  const navigate = useNavigate()
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${words.account}: ${me.name}`}
          title={`${me.name} · ${me.email}`}
          className="flex size-8 items-center justify-center rounded-md hover:bg-wash pointer-coarse:size-10"
        >
          <span
            // Drawn, not written: the button's name already says who it is.
            data-initials={initialsOf(me.name)}
            className="flex size-6 items-center justify-center rounded-full bg-tint font-semibold text-2xs text-accent before:content-[attr(data-initials)]"
          />
        </button>
      }
      entries={[
        {
          kind: 'choice',
          label: words.language,
          value: preferences.language,
          options: language.options.map((value) => ({ value, label: words.languageNames[value] })),
          onPick: (value) => preferences.setLanguage(language.parse(value)),
        },
        { kind: 'line', label: 'line-theme' },
        {
          kind: 'choice',
          label: words.theme,
          value: preferences.theme,
          options: theme.options.map((value) => ({ value, label: words.themeNames[value] })),
          onPick: (value) => preferences.setTheme(theme.parse(value)),
        },
        { kind: 'line', label: 'line-density' },
        {
          kind: 'choice',
          label: words.density,
          value: preferences.density,
          options: density.options.map((value) => ({ value, label: words.densityNames[value] })),
          onPick: (value) => preferences.setDensity(density.parse(value)),
        },
        { kind: 'line', label: 'line-out' },
        {
          label: words.further.kept,
          icon: <Pin aria-hidden />,
          onPick: () => void navigate({ to: '/kept' }),
        },
        { label: words.signOut, icon: <LogOut aria-hidden />, onPick: onSignOut },
      ]}
    />
  )
}

/** Two letters for a Latin name, the last two syllables for a Korean one (its given name). */
function initialsOf(name: string): string {
  const trimmed = name.trim()
  if (/^\p{Script=Hangul}+$/u.test(trimmed)) return trimmed.slice(-2)
  const words = trimmed.split(/\s+/)
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return ((words[0]?.[0] ?? '') + last).toUpperCase()
}
