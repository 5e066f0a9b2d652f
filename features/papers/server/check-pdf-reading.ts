import type { HealthLook } from '#platform/feature.ts'
import { pdfLimitsEnforcedBy } from './pdf/read-pdf.ts'

/** Who keeps hostile PDFs within their limits on this machine. */
export async function checkPdfReading(): Promise<HealthLook> {
  const enforcedBy = pdfLimitsEnforcedBy()
  const facts = { limitsEnforcedBy: enforcedBy }
  if (enforcedBy === 'prlimit') return { state: 'ok', facts }
  return { state: 'degraded', finding: 'pdf_limits_watched', facts }
}
