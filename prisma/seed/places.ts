const lisbon = { name: 'Lisbon', country: 'Portugal', latitude: 38.72, longitude: -9.14, timeZone: 'Europe/Lisbon' }
const porto = { name: 'Porto', country: 'Portugal', latitude: 41.15, longitude: -8.61, timeZone: 'Europe/Lisbon' }
const berlin = { name: 'Berlin', country: 'Germany', latitude: 52.52, longitude: 13.41, timeZone: 'Europe/Berlin' }

/** Saved places of the demo's people. */
export const places = [
  { id: 'plc_alicelisbon', ownerId: 'usr_alice', ...lisbon },
  { id: 'plc_aliceporto', ownerId: 'usr_alice', ...porto },
  { id: 'plc_bobberlin', ownerId: 'usr_bob', ...berlin },
  { id: 'plc_carollisbon', ownerId: 'usr_carol', ...lisbon },
]
