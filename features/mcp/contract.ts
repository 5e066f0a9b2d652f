/** Where the endpoint of the Model Context Protocol stands. */
export const mcpPath = '/api/mcp'
