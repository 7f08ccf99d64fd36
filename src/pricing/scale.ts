export type Scale = { mean: number; deviation: number }

export const scaled = (value: number, { mean, deviation }: Scale) => (value - mean) / deviation

export function scaleOf(values: readonly number[]): Scale {
  if (values.length === 0) return { mean: 0, deviation: 1 }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(variance) || 1 }
}
