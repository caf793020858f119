/** A number in (0, 1) that depends on the key alone: the same on every machine and in every process. */
export function seededUniform(key: string): number {
  // FNV-1a, then the finalizer of MurmurHash3 so that similar keys give unrelated numbers.
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32
}

/** A normally distributed number, mean 0, deviation 1, that depends on the key alone (Box–Muller). */
export function seededNormal(key: string): number {
  const radius = Math.sqrt(-2 * Math.log(seededUniform(`${key}/radius`)))
  return radius * Math.cos(2 * Math.PI * seededUniform(`${key}/angle`))
}
