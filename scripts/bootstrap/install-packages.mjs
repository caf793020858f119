import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainedError } from './errors.mjs'
import { runProgram } from './run-program.mjs'
import { say } from './say.mjs'

function manifests(root) {
  const packages = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')),
  )
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'bench/package.json', ...packages.sort()].filter(
    (path) => existsSync(join(root, path)),
  )
}

/** Changes whenever an installation could have another result. */
function fingerprint({ root, toolchain }) {
  // Addons built for one Node do not load in another.
  const hash = createHash('sha256').update(`${toolchain.node}\n${process.platform}\n${process.arch}\n`)
  for (const path of manifests(root)) hash.update(`${path}\n`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function readStamp(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Before anything else: packages and builds go into the checkout, wherever the state folder is. */
export function requireWritable(root) {
  try {
    accessSync(root, constants.W_OK)
  } catch (error) {
    throw explainedError(
      `The checkout ${root} is not writable (${error.code}), and packages and builds go there: change its owner, or clone it into a folder of yours.`,
    )
  }
}

/** Installs exactly what the lockfile says; does nothing when that has been done. */
export async function installPackages({ root, toolchain, env }) {
  const stampFile = join(root, 'node_modules', '.chaperone-installed')
  const wanted = fingerprint({ root, toolchain })
  if (readStamp(stampFile) === wanted) return

  say('Installing packages (about a minute the first time)…')
  const { code } = await runProgram({
    file: toolchain.node,
    args: [toolchain.pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'],
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...env, CI: 'true' }, // asks nothing
    isPreparation: true,
  })
  if (code !== 0) {
    throw explainedError(
      `Installing the packages failed (see above). ERR_PNPM_OUTDATED_LOCKFILE: a package.json was changed; bring the lockfile up to date with\n  ${toolchain.node} ${toolchain.pnpm} install --no-frozen-lockfile\nAnything else: check the network and the npm registry. Then run the same command again.`,
    )
  }
  writeFileSync(stampFile, wanted)
}
