/**
 * One value per process. Next evaluates a module once per bundle, so a plain module variable would exist several times:
 * two database pools, two authorization servers.
 */
export function once<T>(name: string, create: () => T): () => T {
  const store = globalThis as unknown as Record<symbol, T | undefined>
  const key = Symbol.for(`chaperone.${name}`)
  return () => {
    store[key] ??= create()
    return store[key]
  }
}
