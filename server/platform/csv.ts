/**
 * One cell of CSV by RFC 4180. A spreadsheet runs what begins like a formula; an apostrophe keeps it text (OWASP, "CSV
 * Injection").
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
