import { jsonSchema } from 'ai'
import { z } from 'zod'
import { type Findings, findings } from '../../contract.ts'
import { readAnswer } from './read-answer.ts'

/**
 * Bounds that a strict mode refuses (OpenAI) or takes out (Anthropic), and that are checked on the answer anyway. Every
 * member stays required, as strict modes want it: what may be missing is nullable.
 */
const bounds = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minimum', 'maximum', '$schema'] as const

const wireSchema = z.toJSONSchema(findings, {
  override: ({ jsonSchema }) => {
    for (const bound of bounds) delete jsonSchema[bound]
  },
})

/** The shape of an answer, read by a reader that forgives what means the same. */
export function answerSchema(sent: boolean) {
  return jsonSchema<Findings>(sent ? { ...wireSchema, $schema: undefined } : { type: 'object' }, {
    validate(value) {
      const read = readAnswer(value)
      return read === undefined
        ? { success: false, error: new Error('not the shape that was asked for') }
        : { success: true, value: read }
    },
  })
}
