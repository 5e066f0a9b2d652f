import { pdfLimitsEnforcedBy } from './pdf/read-pdf.ts'

/** Who keeps hostile PDFs within their limits on this machine. */
export async function checkPdfReading() {
  const enforcedBy = pdfLimitsEnforcedBy()
  const facts = { limitsEnforcedBy: enforcedBy }
  if (enforcedBy === 'prlimit') return { state: 'ok' as const, facts }
  const message =
    'prlimit (util-linux) is not installed: memory and time of PDF reading are watched from outside, which is slower to act'
  return { state: 'degraded' as const, facts, message }
}
