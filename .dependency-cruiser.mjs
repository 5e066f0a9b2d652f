// For the tool's own command line (`npx depcruise --output-type dot contract features server web`); the checks use tools/cruise.ts.
import { cruiseOptions } from './tools/cruise.ts'
import { walls } from './tools/walls.ts'

export default { ...walls, options: cruiseOptions }
