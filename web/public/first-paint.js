// Runs before the first paint and before the application. The keys are those of web/lib/theme.ts and web/lib/words/language.ts.
try {
  const theme = localStorage.getItem('seogo.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  const language = localStorage.getItem('seogo.language') ?? navigator.language
  document.documentElement.lang = language.startsWith('ko') ? 'ko' : 'en'
} catch {
  // Storage can be forbidden by the browser; the system's theme and English are good then.
}
