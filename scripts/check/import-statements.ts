export interface ImportStatement {
  /** As written, such as `@chaperone/db`; null when the module is named by an expression. */
  specifier: string | null
  isTypeOnly: boolean
  /** 1-based. */
  line: number
}

const COMMENT_OR_STRING =
  /\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`[^`$\\\n]*`/g
/** In code whose strings are replaced by their number in single quotes. */
const FROM = /\b(?:import|export)\b([^'"`;=()]*?)\bfrom\s*'(\d+)'/g
const SIDE_EFFECT = /\bimport\s*'(\d+)'/g
const CALL = /(?:(?<![.\w])(?:import|require)|\bimport\.meta\.resolve)\s*\(\s*(?:'(\d+)'|`([^`$]+)`)?/g

/** Removes comments and puts numbers in place of strings, so that neither can look like code. Lines stay where they are. */
function withoutText(source: string): { code: string; strings: string[] } {
  const strings: string[] = []
  const code = source.replace(COMMENT_OR_STRING, (text, single?: string, double?: string) => {
    const string = single ?? double
    if (string !== undefined) return `'${strings.push(string) - 1}'`
    return text.startsWith('/') ? text.replace(/[^\n]/g, ' ') : text
  })
  return { code, strings }
}

/** `import type …`, or braces in which every name is marked `type`. */
function isTypeOnly(clause: string): boolean {
  if (/^\s*type\s+(?!from\b|,)/.test(clause)) return true
  const names = /^\s*\{([^}]*)\}\s*$/
    .exec(clause)?.[1]
    ?.split(',')
    .filter((name) => name.trim())
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s/.test(name))
}

/**
 * Every module a TypeScript file names: static and dynamic imports, re-exports, `require` and `import.meta.resolve`.
 * Code in a template literal counts, even where it is only text: this errs towards forbidding.
 */
export function importStatements(source: string): ImportStatement[] {
  const { code, strings } = withoutText(source)
  const found = (match: RegExpExecArray, specifier: string | null, typeOnly = false) => ({
    specifier,
    isTypeOnly: typeOnly,
    line: code.slice(0, match.index).split('\n').length,
  })
  const text = (index: string | undefined) => (index === undefined ? null : (strings[Number(index)] ?? null))
  return [
    ...Array.from(code.matchAll(FROM), (match) => found(match, text(match[2]), isTypeOnly(match[1] ?? ''))),
    ...Array.from(code.matchAll(SIDE_EFFECT), (match) => found(match, text(match[1]))),
    ...Array.from(code.matchAll(CALL), (match) => found(match, text(match[1]) ?? match[2] ?? null)),
  ]
}
