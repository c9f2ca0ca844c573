import { describe, expect, it } from 'vitest'
import { planPathOf } from '../../../electron/catena/plan-path.ts'

describe('the path of a refused field', () => {
  it.each([
    ['started_at', ['startsAt']],
    ['body.started_at', ['startsAt']],
    [['body', 'total_distance_unit'], ['totalDistanceUnit']],
    ['connection_id', ['connectionId']],
    ['stops', ['stops']],
    ['stops.3', ['stops', 3]],
    ['stops[3].stop_type', ['stops', 3, 'stopType']],
    ['stops.3.source_stop_id', ['stops', 3, 'sourceStopId']],
    [
      ['stops', 3, 'location', 'coordinates', 0],
      ['stops', 3, 'longitude'],
    ],
    [
      ['stops', 3, 'location', 'coordinates', 1],
      ['stops', 3, 'latitude'],
    ],
    [
      ['stops', 3, 'location'],
      ['stops', 3, 'latitude'],
    ],
    ['stops.3.colour', ['stops', 3, 'colour']],
    ['never_heard_of', ['never_heard_of']],
    ['', []],
  ])('%s is %s on the form', (given, expected) => {
    expect(planPathOf(given)).toEqual(expected)
  })
})
