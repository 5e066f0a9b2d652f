export const en = {
  title: 'Language models',
  description:
    'Programs that speak the Model Context Protocol (MCP) search, read and cite your papers, each quote with its page.',
  address: 'Address for MCP',
  hint: 'Streamable HTTP. The program sends an access token as “Authorization: Bearer …”.',
  command: 'For a program on the server itself',
  commandHint: 'It speaks on standard input and output.',
  token: 'With a token that may only look, nothing can be added.',
  toTokens: 'Make an access token',
  copy: 'Copy',
  copied: 'Copied',
}
