'use client'

import dynamic from 'next/dynamic'

/** The chart is drawn in the browser only: on the server it would need inline styles, which the page's policy forbids. */
export const LazyForecastChart = dynamic(() => import('./forecast-chart.tsx').then((module) => module.ForecastChart), {
  ssr: false,
  loading: () => <div className="h-55" />,
})
