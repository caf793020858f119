import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { repositoryFiles } from './repository-files.ts'

const FENCED_CODE = /^(```+|~~~+)[\s\S]*?^\1/gm
const LINK = /!?\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)\s>]+)>?[^)]*\)/g
const HTML_LINK = /\b(?:src|href)="([^"]+)"/g
const BACKTICKED = /`([^`\n]+)`/g
const REPOSITORY_PATH = /^(?:apps|bench|deploy|docs|e2e|packages|prisma|scripts|\.github)\/[\w.*[\]()/-]*$/
const OWN_PATH = /^(?:src|pages)\/[\w.*[\]()/-]+$/
const PATH_IN_CODE = /'((?:apps|packages|prisma|scripts|e2e)\/[\w.[\]/-]+\.(?:ts|tsx|mjs|sql|prisma|md))'/g

/** GitHub's anchor of a heading: lower case, spaces to dashes, punctuation gone. */
function anchorOf(heading: string): string {
  return heading
    .replace(/`|\*|\[|\]\([^)]*\)/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

function hasAnchor(markdown: string, anchor: string): boolean {
  const headings = markdown.replace(FENCED_CODE, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)
  return [...headings].some((match) => anchorOf(match[1] ?? '') === anchor)
}

function linkProblem(root: string, file: string, text: string, target: string): string | null {
  if (/^[a-z][a-z+.-]*:/i.test(target)) return null
  const [path = '', anchor] = decodeURI(target).split('#')
  if (path.startsWith('/')) return `link to ${target} is not relative`
  const found = path === '' ? file : posix.join(posix.dirname(file), path)
  if (!existsSync(join(root, found))) return `link to ${target} leads nowhere`
  if (!anchor || !found.endsWith('.md')) return null
  const markdown = found === file ? text : readFileSync(join(root, found), 'utf8')
  return hasAnchor(markdown, anchor) ? null : `${found} has no heading #${anchor}`
}

function exists(root: string, path: string): boolean {
  if (!path.includes('*')) return existsSync(join(root, path))
  return globSync(path, { cwd: root }).length > 0
}

function pathProblem(root: string, file: string, quoted: string): string | null {
  const path = quoted.replace(/:\d+$/, '')
  if (REPOSITORY_PATH.test(path)) return exists(root, path) ? null : `there is no ${path}`
  if (!OWN_PATH.test(path)) return null
  const own = posix.join(posix.dirname(file), path)
  return exists(root, own) ? null : `there is no ${own}`
}

function markdownProblems(root: string, file: string, markdown: string): (string | null)[] {
  const prose = markdown.replace(FENCED_CODE, '')
  const links = [...prose.matchAll(LINK), ...prose.matchAll(HTML_LINK)]
  return [
    ...links.map((match) => linkProblem(root, file, markdown, match[1] ?? '')),
    ...Array.from(prose.matchAll(BACKTICKED), (match) => pathProblem(root, file, match[1] ?? '')),
  ]
}

/**
 * Finds links, headings and repository paths in Markdown that do not exist, and paths of source files in string
 * literals of the code (the trace names the file that decided). Addresses on other sites are not visited.
 * Returns one sentence per dead link.
 */
export function checkLinks(root: string): string[] {
  return repositoryFiles(root).flatMap((file) => {
    const isMarkdown = file.endsWith('.md')
    if (!isMarkdown && (!/\.tsx?$/.test(file) || file.endsWith('.test.ts'))) return []
    const text = readFileSync(join(root, file), 'utf8')
    const problems = isMarkdown
      ? markdownProblems(root, file, text)
      : Array.from(text.matchAll(PATH_IN_CODE), (match) => pathProblem(root, file, match[1] ?? ''))
    return [...new Set(problems)].filter((problem) => problem !== null).map((problem) => `${file}: ${problem}`)
  })
}
