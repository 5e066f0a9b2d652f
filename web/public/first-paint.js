// Runs before the first paint and before the application. The keys are those of web/lib: theme, density, words/language.
try {
  const theme = localStorage.getItem('seogo.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  document.documentElement.dataset.density = localStorage.getItem('seogo.density') ?? 'comfortable'
  const language = localStorage.getItem('seogo.language') ?? navigator.language
  document.documentElement.lang = language.startsWith('ko') ? 'ko' : 'en'
} catch {
  // Storage can be forbidden by the browser; the system's theme and English are good then.
}
