/** The project whose journeys have a Seogo with a Redis server beside it. */
export const onRedis = 'redis'
