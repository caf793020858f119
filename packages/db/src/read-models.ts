import type { OwnerTransaction } from './database.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'

/**
 * `findUnique` is missing on purpose: Prisma joins those of one moment into a single query, also across callers, and it
 * would run for whoever came first.
 */
const readMethods = ['findMany', 'findFirst', 'findFirstOrThrow', 'count', 'aggregate', 'groupBy'] as const

/** The models, each with the methods that read and nothing else: all others are undefined, whatever the type says. */
export function readModels(prisma: PrismaClient): OwnerTransaction {
  const models = Object.values(Prisma.ModelName).map((name) => {
    const model = `${name.charAt(0).toLowerCase()}${name.slice(1)}` as Uncapitalize<Prisma.ModelName>
    const delegate: Record<string, unknown> = prisma[model] as never
    return [model, Object.fromEntries(readMethods.map((method) => [method, delegate[method]]))]
  })
  return Object.freeze(Object.fromEntries(models))
}
