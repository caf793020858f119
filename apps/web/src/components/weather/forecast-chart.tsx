'use client'

import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

export interface ForecastPoint {
  /** `Wed morning`. */
  label: string
  /** Shown under the axis, once per day. */
  day: string
  celsius: number
  precipitationPercent: number
  windKilometresPerHour: number
}

const axis = { fontSize: 11, fill: 'var(--muted-foreground)' }

function PointDetails({ active, payload }: { active?: boolean; payload?: readonly { payload?: ForecastPoint }[] }) {
  const point = payload?.[0]?.payload
  if (!active || !point) return null
  return (
    <div className="rounded-md border border-border-strong bg-popover px-2 py-1.5 text-xs tabular-nums">
      <p className="font-medium">{point.label}</p>
      <p>{point.celsius} °C</p>
      <p>{point.precipitationPercent} % chance of rain</p>
      <p>{point.windKilometresPerHour} km/h wind</p>
    </div>
  )
}

/** Temperature as a line, chance of rain as bars. The table below says the same in words. */
export function ForecastChart({ points }: { points: readonly ForecastPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height={220}>
      <ComposedChart data={[...points]} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid yAxisId="celsius" vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="label"
          interval={2}
          tick={axis}
          tickLine={false}
          stroke="var(--border-strong)"
          tickFormatter={(label: string) => label.split(' ')[0] ?? ''}
        />
        <YAxis yAxisId="celsius" width={36} tick={axis} tickLine={false} axisLine={false} unit="°" />
        <YAxis
          yAxisId="percent"
          orientation="right"
          domain={[0, 100]}
          ticks={[0, 50, 100]}
          width={40}
          tick={axis}
          tickLine={false}
          axisLine={false}
          unit=" %"
        />
        <Tooltip content={PointDetails} cursor={{ fill: 'var(--accent)' }} isAnimationActive={false} />
        <Bar
          yAxisId="percent"
          dataKey="precipitationPercent"
          fill="var(--border-strong)"
          barSize={14}
          isAnimationActive={false}
        />
        <Line
          yAxisId="celsius"
          dataKey="celsius"
          type="monotone"
          stroke="var(--foreground)"
          strokeWidth={1.75}
          dot={{ r: 2.5, fill: 'var(--card)', stroke: 'var(--foreground)' }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
