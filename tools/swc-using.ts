/**
 * Teaches swc's visitor, through which dependency-cruiser reads our files, the `using` declaration:
 * @swc/core 1.16 parses it, but its visitor (and its types) do not know it and throw "Unknown statement type".
 * It is a list of declarators, like `const`. Import this file for its effect before cruising.
 */
import type { VariableDeclarator } from '@swc/core'
import { Visitor } from '@swc/core/Visitor.js'

const { prototype } = Visitor
const visitKnownStatement = prototype.visitStatement

prototype.visitStatement = function visitStatement(statement) {
  const declarators = usingDeclarators(statement)
  if (declarators === undefined) return visitKnownStatement.call(this, statement)
  this.visitVariableDeclarators(declarators)
  return statement
}

function usingDeclarators(node: { type: string; decls?: VariableDeclarator[] }) {
  return node.type === 'UsingDeclaration' ? node.decls : undefined
}
