/** The published password of the demo accounts, which exist in demo mode only. */
export const DEMO_PASSWORD = 'chaperone-demo'
