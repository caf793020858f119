import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, posix } from 'node:path'
import { importStatements } from './import-statements.ts'
import type { ImportRule } from './import-table.ts'
import { repositoryFiles } from './repository-files.ts'

const SOURCE = /\.(ts|tsx|mts|js|mjs)$/
const TEST = /\.test\.tsx?$|\/testing\//
const TEST_RUNNER = 'vitest'
/** What runs for somebody: its parts see of each other what the packages' main entries say. */
const PRODUCT = /^(?:apps|packages)\//

interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

function readManifest(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** What package.json names beyond the table, and versions that bypass the workspace or its catalog. */
function manifestProblems(rule: ImportRule, manifest: Manifest): string[] {
  const allowed = new Set([
    ...rule.mayImport,
    ...(rule.typesOnly ?? []),
    ...(rule.testsMayImport ?? []),
    ...(rule.tools ?? []),
  ])
  const where = `${rule.folder}/package.json`
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).flatMap(([name, version]) => {
    const problems: string[] = []
    if (!allowed.has(name) && !name.startsWith('@types/')) problems.push(`${where}: may not depend on ${name}`)
    if (version !== 'catalog:' && version !== 'workspace:*')
      problems.push(`${where}: ${name} needs "catalog:" or "workspace:*", not "${version}"`)
    return problems
  })
}

function relativeProblem(rule: ImportRule, file: string, specifier: string): string | null {
  const target = posix.join(posix.dirname(file), specifier)
  if ([rule.folder, ...(rule.mayReach ?? [])].some((folder) => isInside(target, folder))) return null
  return `may not reach into ${target}: import the package that owns it`
}

function fileProblems(rule: ImportRule, file: string, source: string, declared: ReadonlySet<string>): string[] {
  const isTest = TEST.test(file)
  const allowed = new Set([...rule.mayImport, ...(isTest ? [TEST_RUNNER, ...(rule.testsMayImport ?? [])] : [])])
  return importStatements(source).flatMap(({ specifier, isTypeOnly, line }) => {
    const problem = (text: string) => [`${file}:${line}: ${text}`]
    if (specifier === null) return problem('names a module by an expression, which cannot be checked')
    if (specifier.startsWith('.')) {
      const text = relativeProblem(rule, file, specifier)
      return text ? problem(text) : []
    }
    if (isBuiltin(specifier) || (specifier.startsWith('@/') && rule.folder === 'apps/web')) return []
    const name = packageOf(specifier)
    const isSideEntry = specifier.startsWith('@chaperone/') && specifier !== name
    if (isSideEntry && PRODUCT.test(rule.folder) && !isTest && !allowed.has(specifier)) {
      return problem(`${specifier} is for tests and for what starts the system: import ${name}`)
    }
    if (!allowed.has(name)) {
      if (!rule.typesOnly?.includes(name)) return problem(`${rule.folder} may not import ${name}`)
      if (!isTypeOnly) return problem(`${rule.folder} may import only types from ${name}`)
    }
    if (!declared.has(name) && name !== TEST_RUNNER) return problem(`${name} is missing in package.json`)
    return []
  })
}

/**
 * Compares every package.json and every import of every source file with the table, and says which package has no
 * line in it. Returns one sentence per violation; none when the boundaries hold.
 */
export function checkImports(root: string, table: readonly ImportRule[]): string[] {
  const rootManifest = readManifest(root, '.')
  const packages = repositoryFiles(root)
    .filter((file) => /^(bench|(apps|packages)\/[^/]+)\/package\.json$/.test(file))
    .map((file) => posix.dirname(file))
  const unlisted = packages
    .filter((folder) => !table.some((rule) => rule.folder === folder))
    .map((folder) => `${folder}: has no line in scripts/check/import-table.ts`)

  const violations = table
    .filter((rule) => existsSync(join(root, rule.folder)))
    .flatMap((rule) => {
      const isPackage = packages.includes(rule.folder)
      const manifest = isPackage ? readManifest(root, rule.folder) : rootManifest
      const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
      return [
        ...(isPackage ? manifestProblems(rule, manifest) : []),
        ...repositoryFiles(root, rule.folder)
          .filter((file) => SOURCE.test(file) && !(rule.without && isInside(file, rule.without)))
          .flatMap((file) => fileProblems(rule, file, readFileSync(join(root, file), 'utf8'), declared)),
      ]
    })
  return [...unlisted, ...violations]
}
