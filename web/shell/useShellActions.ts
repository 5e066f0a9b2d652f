import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { may } from '#contract/permissions.ts'
import { density, language, theme } from '#features/accounts/contract.ts'
import { meQuery } from '#features/accounts/web/me-query.ts'
import { usePreferences } from '#features/accounts/web/usePreferences.ts'
import { letterShortcuts, onKeyDown, useActions } from '#web/lib/actions.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { undoable } from '#web/ui/toasts.ts'
import { furtherPages } from './further-pages.ts'
import { en } from './text.en.ts'
import { ko } from './text.ko.ts'
import { useDestinations } from './useDestinations.ts'
import { shellWords } from './words.ts'

type Options = {
  readonly openCommands: () => void
  readonly openHelp: () => void
  readonly signOut: () => void
}

/** What can be done from everywhere, and the keyboard that does it. */
export function useShellActions({ openCommands, openHelp, signOut }: Options): void {
  const words = useWords(shellWords)
  const group = words.groups
  // Found by its name in the other language too.
  const other = words === en ? ko : en
  const navigate = useNavigate()
  const destinations = useDestinations()
  const { data: me } = useSuspenseQuery(meQuery)
  const letters = useStoredChoice(letterShortcuts)
  // The document's keyboard is the outside system.
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  useUndoAction()
  useAppearanceActions()
  useActions([
    ...destinations.map(({ to, name, key }) => ({
      id: `go.${name}`,
      title: words.goTo(words.places[name]),
      alsoCalled: other.places[name],
      group: group.go,
      keys: `g ${key}`,
      run: () => void navigate({ to }),
    })),
    ...furtherPages
      .filter(({ needs }) => needs === undefined || may(me.role, needs))
      .map(({ to, name }) => ({
        id: `go.${name}`,
        title: words.goTo(words.further[name]),
        alsoCalled: other.further[name],
        group: group.go,
        run: () => void navigate({ to }),
      })),
    {
      id: 'letters',
      title: letters === 'on' ? words.lettersOff : words.lettersOn,
      alsoCalled: other.shortcuts,
      group: group.view,
      run: () => letterShortcuts.set(letters === 'on' ? 'off' : 'on'),
    },
    {
      id: 'commands',
      title: words.commands,
      alsoCalled: other.commands,
      group: group.help,
      keys: 'mod+k',
      alsoWhileWriting: true,
      run: openCommands,
    },
    {
      id: 'help',
      title: words.shortcuts,
      alsoCalled: other.shortcuts,
      group: group.help,
      keys: '?',
      run: openHelp,
    },
    { id: 'signOut', title: words.signOut, alsoCalled: other.signOut, group: group.help, run: signOut },
  ])
}

/** Taking back what the newest message in the corner says, while it stands. */
function useUndoAction(): void {
  const words = useWords(shellWords)
  const undo = useSyncExternalStore(undoable.subscribe, undoable.newest)
  useActions(
    undo === undefined
      ? []
      : [
          {
            id: 'undo',
            title: words.undoThat(undo.title),
            group: words.groups.help,
            keys: 'z',
            otherKeys: 'mod+z',
            run: undo.run,
          },
        ],
  )
}

function useAppearanceActions(): void {
  const words = useWords(shellWords)
  const other = words === en ? ko : en
  const { setLanguage, setTheme, setDensity } = usePreferences()
  const group = words.groups.view
  useActions([
    ...theme.options.map((value) => ({
      id: `theme.${value}`,
      title: words.choose(words.theme, words.themeNames[value]),
      alsoCalled: other.choose(other.theme, other.themeNames[value]),
      group,
      run: () => setTheme(value),
    })),
    ...density.options.map((value) => ({
      id: `density.${value}`,
      title: words.choose(words.density, words.densityNames[value]),
      alsoCalled: other.choose(other.density, other.densityNames[value]),
      group,
      run: () => setDensity(value),
    })),
    ...language.options.map((value) => ({
      id: `language.${value}`,
      title: words.choose(words.language, words.languageNames[value]),
      alsoCalled: other.language,
      group,
      run: () => setLanguage(value),
    })),
  ])
}
