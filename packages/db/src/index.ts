export { type Database, type Owner, type OwnerTransaction, openDatabase } from './database.ts'
export { Prisma } from './generated/client.ts'
