/** The query of the person's access tokens. */
export const tokensKey = ['account', 'tokens']
