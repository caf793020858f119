import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A package that the root's tsconfig.json does not name is neither built nor checked by anybody. */
export function checkReferences(root: string): string[] {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    references: { path: string }[]
  }
  return readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}`)
    .filter((path) => existsSync(join(root, path, 'tsconfig.json')))
    .filter((path) => !references.some((reference) => reference.path === path))
    .map((path) => `${path} is not among the references of tsconfig.json: add it, or its types are checked nowhere`)
}
