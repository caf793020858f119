// Exit code 0 when this container's own program answers 200 at HEALTH_URL. Connects to this container whatever the
// address's host is, and sends that host: the program answers to no other.
import { get } from 'node:http'

const { host, port, pathname } = new URL(process.env.HEALTH_URL)
const request = get({ host: '127.0.0.1', port, path: pathname, headers: { host }, timeout: 4_000 }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1)
})
request.on('timeout', () => process.exit(1))
request.on('error', () => process.exit(1))
