import type { Terminal } from '#platform/feature.ts'

/** A terminal that nobody watches: it keeps what is said to it, and answers each question as told. */
export function openQuietTerminal(answer?: boolean) {
  const lines: string[] = []
  const questions: string[] = []
  let result: unknown
  const terminal: Terminal = {
    json: false,
    line: (text) => void lines.push(text),
    result: (value) => {
      result = value
    },
    bar: () => undefined,
    confirm: async (question) => {
      questions.push(question)
      return answer
    },
  }
  return { terminal, lines, questions, result: () => result }
}
