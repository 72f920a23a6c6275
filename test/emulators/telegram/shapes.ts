import ts from 'typescript'
import { readDeclarations } from './shape-source.ts'

/** What a value must look like; read from the type declarations that grammY itself is compiled against. */
export type Shape =
  | { kind: 'string' | 'number' | 'boolean' | 'upload' | 'any' | 'never' }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'array'; of: Shape }
  | { kind: 'union'; of: Shape[] }
  | { kind: 'object'; fields: () => Map<string, Field> }
  /** A named type that may lead back to itself (rich text holds rich text). */
  | { kind: 'named'; name: string; shape: () => Shape }
export type Field = { shape: Shape; optional: boolean }

/** A method's own spelling, its parameters by name, and what it answers. */
export type MethodShape = { name: string; fields: () => Map<string, Field>; result: () => Shape }

const declarations = readDeclarations()
const named = new Map<string, Shape>()

/** The parameters of every Bot API method: lower-cased name (the API ignores case) → parameters by name. */
export const methodShapes: ReadonlyMap<string, MethodShape> = readMethods()

/** The shape of a named type, such as `Update` or `Chat.PrivateChat`. @throws for an unknown name */
export function shapeOf(name: string): Shape {
  const known = named.get(name)
  if (known) return known
  const declaration = declarations.get(name)
  if (!declaration) throw new Error(`@grammyjs/types declares no ${name}`)
  const scope = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : ''
  const shape: Shape = !ts.isInterfaceDeclaration(declaration)
    ? declaration.type
      ? toShape(declaration.type, scope)
      : { kind: 'any' }
    : { kind: 'object', fields: lazily(() => interfaceFields(declaration, scope)) }
  named.set(name, shape)
  return shape
}

function readMethods(): Map<string, MethodShape> {
  const declaration = declarations.get('ApiMethods')
  if (!declaration || !ts.isTypeAliasDeclaration(declaration) || !ts.isTypeLiteralNode(declaration.type)) {
    throw new Error('@grammyjs/types no longer declares ApiMethods as a type literal; teach shapes.ts its new form')
  }
  const methods = new Map<string, MethodShape>()
  for (const member of declaration.type.members) {
    if (!ts.isMethodSignature(member)) continue // only the deprecated alias kickChatMember is no method signature
    const name = member.name.getText()
    const argument = member.parameters[0]?.type
    const fields = lazily(() =>
      argument && ts.isTypeLiteralNode(argument) ? memberFields(argument.members, '') : new Map<string, Field>(),
    )
    const answer = member.type
    const result = lazily((): Shape => (answer ? toShape(answer, '') : { kind: 'any' }))
    methods.set(name.toLowerCase(), { name, fields, result })
  }
  return methods
}

function interfaceFields(declaration: ts.InterfaceDeclaration, scope: string): Map<string, Field> {
  const fields = new Map<string, Field>()
  for (const parent of declaration.heritageClauses?.flatMap(clause => [...clause.types]) ?? []) {
    const shape = resolve(parent.expression.getText(), parent.typeArguments ?? [], scope)
    if (shape.kind === 'object') for (const [name, field] of shape.fields()) fields.set(name, field)
  }
  for (const [name, field] of memberFields(declaration.members, scope)) fields.set(name, field)
  return fields
}

function memberFields(members: ts.NodeArray<ts.TypeElement>, scope: string): Map<string, Field> {
  const fields = new Map<string, Field>()
  for (const member of members) {
    if (!ts.isPropertySignature(member) || !member.type) continue
    const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText()
    fields.set(name, { shape: toShape(member.type, scope), optional: member.questionToken !== undefined })
  }
  return fields
}

function toShape(node: ts.TypeNode, scope: string): Shape {
  if (ts.isParenthesizedTypeNode(node)) return toShape(node.type, scope)
  if (ts.isArrayTypeNode(node)) return { kind: 'array', of: toShape(node.elementType, scope) }
  if (ts.isUnionTypeNode(node)) return { kind: 'union', of: node.types.map(type => toShape(type, scope)) }
  if (ts.isTypeLiteralNode(node)) return { kind: 'object', fields: lazily(() => memberFields(node.members, scope)) }
  if (ts.isTypeReferenceNode(node)) return resolve(node.typeName.getText(), node.typeArguments ?? [], scope)
  if (ts.isIntersectionTypeNode(node)) return merged(node.types.map(type => toShape(type, scope)))
  if (ts.isTypeOperatorNode(node)) {
    if (node.operator === ts.SyntaxKind.KeyOfKeyword) return keysOf(toShape(node.type, scope))
    return toShape(node.type, scope)
  }
  if (ts.isIndexedAccessTypeNode(node)) return valuesOf(node, scope)
  if (ts.isTypeQueryNode(node)) return shapeOf(node.exprName.getText())
  if (ts.isLiteralTypeNode(node)) return literal(node)
  if (ts.isTemplateLiteralTypeNode(node)) return { kind: 'string' }
  if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: 'string' }
  if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: 'number' }
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: 'boolean' }
  if (node.kind === ts.SyntaxKind.UndefinedKeyword) return { kind: 'never' }
  return { kind: 'any' }
}

function resolve(name: string, args: readonly ts.TypeNode[], scope: string): Shape {
  if (name === 'F') return { kind: 'upload' } // the file type of every generic in the package
  const [first, second] = args
  if (first && (name === 'ReadonlyArray' || name === 'Array')) return { kind: 'array', of: toShape(first, scope) }
  if (first && second && name === 'Exclude') return excluded(toShape(first, scope), toShape(second, scope))
  if (first && second && name === 'Omit') return without(toShape(first, scope), toShape(second, scope))
  if (scope && declarations.has(`${scope}.${name}`)) return later(`${scope}.${name}`)
  if (declarations.has(name)) return later(name)
  return { kind: 'any' }
}

/** Types refer to each other in circles, so an interface is looked into only when a value is there to check. */
function later(name: string): Shape {
  const declaration = declarations.get(name)
  if (declaration && ts.isInterfaceDeclaration(declaration)) {
    return {
      kind: 'object',
      fields: () => {
        const shape = shapeOf(name)
        return shape.kind === 'object' ? shape.fields() : new Map<string, Field>()
      },
    }
  }
  return { kind: 'named', name, shape: () => shapeOf(name) }
}

function settled(shape: Shape): Shape {
  return shape.kind === 'named' ? settled(shape.shape()) : shape
}

function literal(node: ts.LiteralTypeNode): Shape {
  const value = node.literal
  if (value.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'literal', value: true }
  if (value.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'literal', value: false }
  if (ts.isStringLiteral(value)) return { kind: 'literal', value: value.text }
  if (ts.isNumericLiteral(value)) return { kind: 'literal', value: Number(value.text) }
  return { kind: 'any' }
}

function merged(parts: Shape[]): Shape {
  const objects = parts.map(settled).filter(part => part.kind === 'object')
  if (objects.length < parts.length) return { kind: 'any' }
  return { kind: 'object', fields: lazily(() => new Map(objects.flatMap(part => [...part.fields()]))) }
}

function keysOf(of: Shape): Shape {
  const shape = settled(of)
  if (shape.kind !== 'object') return { kind: 'any' }
  return { kind: 'union', of: [...shape.fields().keys()].map(value => ({ kind: 'literal', value })) }
}

/** `typeof Codes[keyof typeof Codes]`: any of the values. Other indexed types are not used for parameters. */
function valuesOf(node: ts.IndexedAccessTypeNode, scope: string): Shape {
  const shape = settled(toShape(node.objectType, scope))
  if (shape.kind !== 'object' || !ts.isTypeOperatorNode(node.indexType)) return { kind: 'any' }
  return { kind: 'union', of: [...shape.fields().values()].map(field => field.shape) }
}

function without(all: Shape, names: Shape): Shape {
  const out = (names.kind === 'union' ? names.of : [names]).map(name => (name.kind === 'literal' ? name.value : ''))
  return {
    kind: 'object',
    fields: lazily(() => {
      const shape = settled(all)
      if (shape.kind !== 'object') return new Map<string, Field>()
      return new Map([...shape.fields()].filter(([name]) => !out.includes(name)))
    }),
  }
}

function excluded(all: Shape, out: Shape): Shape {
  const from = settled(all)
  if (from.kind !== 'union' || out.kind !== 'literal') return from
  return { kind: 'union', of: from.of.filter(part => part.kind !== 'literal' || part.value !== out.value) }
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
