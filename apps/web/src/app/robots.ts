import type { MetadataRoute } from 'next'

/** A demo and a template: nothing here is for search engines. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', disallow: '/' } }
}
