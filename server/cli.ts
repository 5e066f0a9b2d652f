#!/usr/bin/env node
import { runCommandLine } from './cli/run.ts'

// The exit code is set rather than forced, so that everything printed reaches a pipe.
if (import.meta.main) process.exitCode = await runCommandLine(process.argv.slice(2), process.env)
