/** What stands on first pages without being a title, an author or a date of the paper. */

/** Headings after which the paper itself begins. */
const bodyHeading =
  /^\s*(?:(?:\d+|[ivx]+)[.\s]*)?(?:abstract|summary|introduction|contents|table of contents|preface|key[- ]?words?|index terms|ccs concepts|categories and subject descriptors|general terms|synopsis|résumé|zusammenfassung)\b/i
const koreanBodyHeading =
  /^\s*(?:(?:\d+|[IVX]+|[ⅠⅡ])[.\s]*)?(?:국문\s*초록|영문\s*초록|초\s*록|요\s*약|요\s*지|서\s*론|머리말|목\s*차|주제어|핵심어|키워드|중심어)/

export function isBodyHeading(text: string): boolean {
  return bodyHeading.test(text) || koreanBodyHeading.test(text)
}

/** Banners, cover sheets, stamps and legal notes. */
const notATitle: RegExp[] = [
  /https?:|www\.|\bdoi[:.\s]|@|\bissn\b|\bisbn\b/i,
  /\b(?:vol(?:ume)?\.?|no\.?|number|issue|pp?\.)\s*\d/i,
  /^(?:proceedings|transactions|journal|annals|bulletin|communications|lecture notes|appeared in|to appear|published in|in proc)\b/i,
  /\b(?:ieee|acm|siam|usenix)\b.*\b(?:transactions|conference|symposium|workshop|proceedings|association)\b/i,
  /\b(?:conference|symposium|workshop|journal|transactions|proceedings)\b.*\b(?:19|20)\d\d\b/i,
  /\b(?:technical report|research report|rapport de recherche|working paper|preprint|a i memo|ai memo|memo(?:randum)? (?:no\.? )?\d+)\b/i,
  /©|\bcopyright\b|\ball rights reserved\b|\bpermission (?:to|is)\b|\bpublishers?\b|\blicen[cs]ed?\b/i,
  /^(?:received|accepted|revised|submitted|available online|citation|as published|publisher|version|accessed|citable link|terms of use|detailed terms|session|programming|editors?|this paper is included|open access|is sponsored by|please cite|downloaded|authorized|article|research article|original article|review|contents lists|see discussions)\b/i,
  /^(?:institut|université|universit|departa?ment|faculty|faculdade|school|college)\b/i,
  /(?:학회지|논문지|논문집|학회\s*논문|연구논문|제\s*\d+\s*권|제\s*\d+\s*호|접수일?|심사일?|게재|투고|석사학위|박사학위)/,
  /^\s*(?:page\s+)?\d+(?:\s+of\s+\d+)?\s*$/i,
  /^arxiv:/i,
]

export function isBannerText(text: string): boolean {
  return notATitle.some((pattern) => pattern.test(text))
}

/** Titles in a file's dictionary that name the file, the program or nothing. */
export function isEmptyPhrase(title: string): boolean {
  return (
    title.length < 4 ||
    /\.(?:docx?|dvi|tex|pdf|ps|indd|qxd|hwp|rtf|txt|wpd|fm)$/i.test(title) ||
    /^(?:microsoft word|untitled|title|paper title|doi:|arxiv:|pii:|template|no job name|presentation|document\d*|slide \d|layout \d|제목\s*없음|print)/i.test(
      title,
    ) ||
    !/\p{L}{3}|[가-힣]{2}/u.test(title) ||
    /^\S+$/.test(title)
  )
}
