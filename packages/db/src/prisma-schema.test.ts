import { PrismaPg } from '@prisma/adapter-pg'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PrismaClient } from './generated/client.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

interface Field {
  name: string
  kind: string
  type: string
  dbName?: string
}
interface DataModel {
  models: Record<string, { dbName: string; schema: string; fields: Field[] }>
}

let testDatabase: TestDatabase
beforeAll(async () => {
  testDatabase = await createTestDatabase()
})
afterAll(() => testDatabase.drop())

const postgresTypes: Record<string, string[]> = {
  String: ['text', 'ARRAY'],
  DateTime: ['timestamp with time zone', 'date', 'ARRAY'],
  Boolean: ['boolean'],
  Int: ['integer'],
  BigInt: ['bigint', 'ARRAY'],
  Float: ['double precision'],
  Json: ['jsonb'],
  Bytes: ['bytea'],
}

/** `schema.table.column` → type, as the migrated database has it. */
async function databaseColumns(): Promise<Map<string, string>> {
  const client = new Client({ connectionString: testDatabase.urlFor('admin') })
  await client.connect()
  const { rows } = await client.query<{ column: string; type: string }>(
    `SELECT table_schema || '.' || table_name || '.' || column_name AS column, data_type AS type
     FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'public')`,
  )
  await client.end()
  return new Map(rows.map(({ column, type }) => [column, type]))
}

test('the Prisma schema names exactly the columns that the migrations create, with matching types', async () => {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: testDatabase.urlFor('admin') }) })
  const { models } = (prisma as unknown as { _runtimeDataModel: DataModel })._runtimeDataModel
  const declared = Object.values(models).flatMap(({ dbName, schema, fields }) =>
    fields
      .filter(({ kind }) => kind === 'scalar')
      .map((field) => ({ column: `${schema}.${dbName}.${field.dbName ?? field.name}`, type: field.type })),
  )
  const actual = await databaseColumns()

  expect(declared.length).toBeGreaterThan(50)
  expect(declared.map(({ column }) => column).sort()).toEqual([...actual.keys()].sort())
  for (const { column, type } of declared) expect(postgresTypes[type], column).toContain(actual.get(column))
})
