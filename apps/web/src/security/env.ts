/** Whether this is `next dev`, whose tools need `eval` and inline styles. A production build has neither. */
export const isDevelopment = process.env.NODE_ENV === 'development'
