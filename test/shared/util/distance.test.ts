import { describe, expect, it } from 'vitest'
import {
  convertDistance,
  estimateDistance,
  greatCircleKm,
  isDistanceUnit,
  longDistance,
  ROAD_FACTOR,
} from '../../../shared/util/distance.ts'

const chicago = { latitude: 41.8781, longitude: -87.6298 }
const milwaukee = { latitude: 43.0389, longitude: -87.9065 }

describe('distance', () => {
  it('of a great circle agrees with published figures', () => {
    expect(greatCircleKm(chicago, milwaukee)).toBeCloseTo(131, 0)
    expect(greatCircleKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(
      20_015,
      0,
    )
    expect(greatCircleKm(chicago, chicago)).toBe(0)
  })

  it('does not go the long way round at the date line', () => {
    const km = greatCircleKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })
    expect(km).toBeCloseTo(111.2, 1)
  })

  it('converts between all units and back', () => {
    expect(convertDistance(1, 'mi', 'km')).toBeCloseTo(1.609344, 9)
    expect(convertDistance(1, 'nmi', 'm')).toBe(1852)
    expect(convertDistance(5280, 'ft', 'mi')).toBeCloseTo(1, 9)
  })

  it('is estimated along the stops that have a position', () => {
    const nowhere = { latitude: null, longitude: null }
    const expected = Math.round(greatCircleKm(chicago, milwaukee) * ROAD_FACTOR)
    expect(estimateDistance([chicago, nowhere, milwaukee], 'km')).toBe(expected)
    expect(estimateDistance([chicago, nowhere], 'km')).toBeNull()
    expect(estimateDistance([], 'mi')).toBeNull()
  })

  it('is told in the long unit of the depot', () => {
    expect(longDistance(61.2, 'm')).toEqual({ value: 61, unit: 'km' })
    expect(longDistance(61.2, 'ft')).toEqual({ value: 38, unit: 'mi' })
    expect(longDistance(4.23, 'km')).toEqual({ value: 4.2, unit: 'km' })
  })

  it('knows its units', () => {
    expect([isDistanceUnit('km'), isDistanceUnit('toString'), isDistanceUnit(null)]).toEqual([
      true,
      false,
      false,
    ])
  })
})
