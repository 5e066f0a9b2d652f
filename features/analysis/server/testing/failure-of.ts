import { ProviderFailure } from '../providers/provider-failure.ts'

/** The failure a question ended with. @throws whatever else it ended with, and when it was answered */
export async function failureOf(asked: Promise<unknown>): Promise<ProviderFailure> {
  try {
    await asked
  } catch (error) {
    if (error instanceof ProviderFailure) return error
    throw error
  }
  throw new Error('the provider answered')
}
