/** Who sees which project in the demo data. */
export const demoPeople = [
  { name: 'Alice', email: 'alice@example.com', note: 'alice@example.com', sees: ['Apollo', 'Borealis'] },
  { name: 'Bob', email: 'bob@example.com', note: 'bob@example.com', sees: ['Apollo', 'Cassini'] },
  { name: 'Carol', email: 'carol@example.com', note: 'administrator', sees: [] as string[] },
] as const

export const demoProjects = ['Apollo', 'Borealis', 'Cassini'] as const
