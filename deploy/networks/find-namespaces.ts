import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A command that runs another in a new network namespace it has every right in; or why there is none, and the fix. */
export type Namespaces = { command: string[] } | { missing: string }

const APT = '/usr/bin/apt-get'
const INSTALL_MILLISECONDS = 120_000

/** Builds what the test builds, in small: a bridge, a pair of interfaces, forwarding, and a namespace within. */
const TRIAL =
  'ip link add name b type bridge && ip link add name v type veth peer name w && echo 1 > /proc/sys/net/ipv4/ip_forward && unshare --net true'

/** How network namespaces are made here. iproute2 is installed where it is missing, for root on Debian. */
export function findNamespaces(): Namespaces {
  if (process.platform !== 'linux')
    return { missing: 'network namespaces are of Linux: run npm test in a virtual machine, or see it run in CI' }
  if (!hasIp()) installDebians()
  if (!hasIp()) return { missing: 'there is no program ip: install iproute2' }
  const isRoot = process.getuid?.() === 0
  // Who is not root may be root within a namespace of users.
  const command = ['unshare', '--net', ...(isRoot ? [] : ['--user', '--map-root-user'])]
  if (works(command)) return { command }
  return {
    missing: isRoot
      ? 'root here may make no network namespace: start the container with --cap-add SYS_ADMIN --cap-add NET_ADMIN ' +
        '--security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined'
      : 'this user may make no network namespace: run as root, or ' +
        'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu) or kernel.unprivileged_userns_clone=1 (Debian)',
  }
}

function works([program = '', ...args]: string[]): boolean {
  return spawnSync(program, [...args, 'sh', '-c', TRIAL], { stdio: 'ignore' }).status === 0
}

function hasIp(): boolean {
  return spawnSync('ip', ['-V'], { stdio: 'ignore' }).status === 0
}

function installDebians(): void {
  if (process.getuid?.() !== 0 || !existsSync(APT)) return
  process.stderr.write('· Installing iproute2 with apt-get, for the tests of network namespaces\n')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: 'ignore', env: environment, timeout: INSTALL_MILLISECONDS } as const
  try {
    execFileSync(APT, ['update'], options)
    execFileSync(APT, ['install', '-y', 'iproute2'], options)
  } catch {
    // What is still missing is said by who looks next.
  }
}
