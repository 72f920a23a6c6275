import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ts from 'typescript'

export type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.VariableDeclaration

/** Every interface, type alias and constant of `@grammyjs/types`, by qualified name (`Message.TextMessage`, `ChatPermissions`). */
export function readDeclarations(): Map<string, Declaration> {
  const folder = dirname(createRequire(import.meta.url).resolve('@grammyjs/types/package.json'))
  const found = new Map<string, Declaration>()
  for (const file of readdirSync(folder).filter(name => name.endsWith('.d.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true)
    collect(source.statements, '', found)
  }
  return found
}

function collect(statements: readonly ts.Statement[], prefix: string, found: Map<string, Declaration>): void {
  for (const statement of statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      found.set(prefix + statement.name.text, statement)
    } else if (ts.isVariableStatement(statement)) {
      for (const constant of statement.declarationList.declarations)
        found.set(prefix + constant.name.getText(), constant)
    } else if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
      collect(statement.body.statements, `${prefix}${statement.name.text}.`, found)
    }
  }
}
