import { testAttacks } from '../support/attack-tests.ts'

testAttacks('remoteServer')
