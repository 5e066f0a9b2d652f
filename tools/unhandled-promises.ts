/**
 * Finds promises nobody waits for, with TypeScript's own checker. Biome 2.5 has the same two rules and stays on, but it
 * infers no types of packages: `db.execute()`, `client.query()` or `rm()` without `await` pass it unseen.
 */
import { relative } from 'node:path'
import {
  type Expression,
  isArrowFunction,
  isAwaitExpression,
  isBinaryExpression,
  isCallExpression,
  isExpressionStatement,
  isFunctionExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isVoidExpression,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast'
import { API, type Checker, SignatureKind, type Type, TypeFlags } from 'typescript/unstable/sync'

export interface UnhandledPromise {
  /** Path from the root. */
  file: string
  /** From 1. */
  line: number
  /** `floating`: a statement drops it. `misused`: an async function stands where nobody awaits its result. */
  kind: 'floating' | 'misused'
  code: string
}

/** Reads every hand-written file of the given tsconfig files, below `root` and outside node_modules. */
export function findUnhandledPromises(root: string, configFiles: string[]): UnhandledPromise[] {
  const api = new API({ cwd: root })
  try {
    const snapshot = api.updateSnapshot({ openProjects: configFiles })
    const seen = new Set<string>()
    const found: UnhandledPromise[] = []
    for (const { program, checker } of snapshot.getProjects()) {
      for (const fileName of program.getSourceFileNames()) {
        if (!fileName.startsWith(`${root}/`) || fileName.includes('/node_modules/') || seen.has(fileName))
          continue
        seen.add(fileName)
        const file = program.getSourceFile(fileName)
        if (file !== undefined) found.push(...inspectFile(file, relative(root, fileName), checker))
      }
    }
    return found
  } finally {
    api.close()
  }
}

function inspectFile(source: SourceFile, file: string, checker: Checker): UnhandledPromise[] {
  const statements: Expression[] = []
  const callbacks: Expression[] = []
  const visit = (node: Node): void => {
    if (isExpressionStatement(node)) statements.push(...droppedExpressions(node.expression))
    if (isCallExpression(node)) callbacks.push(...node.arguments.filter(isAsyncFunction))
    node.forEachChild(visit)
  }
  visit(source)

  const types = statements.length > 0 ? checker.getTypeAtLocation(statements) : []
  const floating = statements.filter((_, index) => isPromise(types[index], checker))
  const misused = callbacks.filter((callback) => expectsNothing(checker.getContextualType(callback), checker))
  const report = (kind: UnhandledPromise['kind']) => (node: Node) => ({
    file,
    line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
    kind,
    code: node.getText(source).split('\n', 1)[0] ?? '',
  })
  return [...floating.map(report('floating')), ...misused.map(report('misused'))]
}

/** What is assigned is kept for somebody to await. */
const ASSIGNMENTS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.EqualsToken,
  SyntaxKind.QuestionQuestionEqualsToken,
  SyntaxKind.BarBarEqualsToken,
  SyntaxKind.AmpersandAmpersandEqualsToken,
])

/** The expressions whose value the statement throws away, without those that say what happens on failure. */
function droppedExpressions(expression: Expression): Expression[] {
  if (isParenthesizedExpression(expression)) return droppedExpressions(expression.expression)
  if (isVoidExpression(expression) || isAwaitExpression(expression)) return []
  if (isBinaryExpression(expression) && ASSIGNMENTS.has(expression.operatorToken.kind)) return []
  if (isCallExpression(expression) && isPropertyAccessExpression(expression.expression)) {
    const { name, expression: receiver } = expression.expression
    if (name.text === 'catch' && expression.arguments.length > 0) return []
    if (name.text === 'then' && expression.arguments.length > 1) return []
    if (name.text === 'finally') return droppedExpressions(receiver)
  }
  return [expression]
}

function isAsyncFunction(node: Node): node is Expression {
  if (!isArrowFunction(node) && !isFunctionExpression(node)) return false
  return node.modifiers?.some((modifier) => modifier.getText() === 'async') ?? false
}

/** A promise, a union with one (`ready && save()`), or an array of them (`rows.map(save)`). */
function isPromise(type: Type | undefined, checker: Checker): boolean {
  if (type === undefined || type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Never)) return false
  if (type.isUnionType()) return type.getTypes().some((member) => isPromise(member, checker))
  if (checker.isArrayType(type) && type.isTypeReference()) {
    return checker.getTypeArguments(type).some((element) => isPromise(element, checker))
  }
  // Fastify's reply has `then` alone and may be dropped: a promise has both.
  const has = (name: string) => checker.getPropertyOfType(type, name) !== undefined
  return has('then') && has('catch')
}

/** True when every way to call the expected function gives void, so that a rejection would reach nobody. */
function expectsNothing(type: Type | undefined, checker: Checker): boolean {
  if (type === undefined) return false
  const members = type.isUnionType() ? type.getTypes() : [type]
  const results = members
    .flatMap((member) => checker.getSignaturesOfType(member, SignatureKind.Call))
    .map((signature) => checker.getReturnTypeOfSignature(signature))
  return (
    results.length > 0 &&
    results.every((result) => result !== undefined && (result.flags & TypeFlags.Void) !== 0)
  )
}
