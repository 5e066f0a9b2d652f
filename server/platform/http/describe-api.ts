import { z } from 'zod'
import { problemDetails } from '#contract/problems.ts'
import { seogoVersion } from '#platform/version.ts'
import { csrfHeader } from './csrf.ts'
import type { Route } from './route.ts'

const operation = z.record(z.string(), z.unknown())
const written = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: operation.optional() }).optional(),
})

const refusals = {
  '400': 'The request cannot be read.',
  '401': 'Nobody is signed in, or the token opens nothing.',
  '403': 'Not with this role or this token.',
  '404': 'There is no such thing, or it is somebody else’s.',
  '429': 'Too often; `Retry-After` says when again.',
} as const

const refusal = (status: keyof typeof refusals) => ({
  description: refusals[status],
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const binary = { schema: { type: 'string', format: 'binary' } }

/** What the shapes of an endpoint do not say by themselves: who may ask, what is refused, and what is no JSON. */
function operationOf({ endpoint }: Route, plain: z.output<typeof operation>): z.output<typeof operation> {
  const { access, accepts, reply, params, query, body, status = 200, summary } = endpoint
  const isPublic = access === 'public'
  const mayBeWrong =
    params !== undefined || query !== undefined || body !== undefined || accepts === 'multipart'
  const refused: (keyof typeof refusals)[] = [
    ...(mayBeWrong ? (['400'] as const) : []),
    ...(isPublic ? [] : (['401', '403'] as const)),
    ...(params === undefined ? [] : (['404'] as const)),
    '429',
  ]
  const given = z.record(z.string(), operation).safeParse(plain.responses).data ?? {}
  const bytes = { description: 'The bytes.', content: { '*/*': binary } }
  const success = reply ? given[String(status)] : bytes
  return {
    ...plain,
    description: isPublic ? `${summary} Anybody may ask.` : `${summary} Needs the permission \`${access}\`.`,
    security: isPublic ? [] : [{ token: [] }, { session: [], csrf: [] }],
    ...(accepts === 'multipart' && {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: { type: 'object', properties: { files: { type: 'array', items: binary.schema } } },
          },
        },
      },
    }),
    responses: {
      [String(status)]: { ...success, description: reply ? 'Done.' : 'The bytes.' },
      ...Object.fromEntries(refused.map((code) => [code, refusal(code)])),
    },
  }
}

/**
 * Shapes that a shape names and that are nowhere written: `z.json()`, which holds itself, leaves such a name behind.
 * The converter writes no definition for it (fastify-type-provider-zod 7.0), so that it is given here: anything.
 */
function anythingNamedIn(paths: object): Record<string, object> {
  const named = JSON.stringify(paths).matchAll(/"#\/components\/schemas\/(schema\d+)"/g)
  return Object.fromEntries([...named].map(([, name = '']) => [name, { description: 'Any JSON.' }]))
}

/** The description of the API (OpenAPI 3.1) as the routes declare it, with what their shapes do not say. */
export function describeApi(document: object, routes: readonly Route[]): object {
  const { paths, components, ...rest } = written.parse(document)
  const described: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    const method = route.endpoint.method.toLowerCase()
    const plain = paths[path]?.[method]
    if (plain) described[path] = { ...described[path], [method]: operationOf(route, plain) }
  }
  const groups = [...new Set(routes.map(({ endpoint }) => endpoint.name.split('.')[0] ?? ''))]
  return {
    ...rest,
    info: {
      title: 'Seogo',
      version: seogoVersion,
      description:
        'A self-hosted library of research papers. A refusal is problem details (RFC 9457) with a stable `code`; lists come in ' +
        'keyset pages with `next`; instants are UTC, money is whole micro-dollars.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: groups.map((name) => ({ name })),
    paths: described,
    components: {
      schemas: {
        ...anythingNamedIn(described),
        ...components?.schemas,
        Problem: z.toJSONSchema(problemDetails),
      },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of Security → Access tokens.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'seogo.session',
          description: 'The session of a browser.',
        },
        csrf: {
          type: 'apiKey',
          in: 'header',
          name: csrfHeader,
          description: 'What the cookie XSRF-TOKEN says, with whatever changes something.',
        },
      },
    },
  }
}
