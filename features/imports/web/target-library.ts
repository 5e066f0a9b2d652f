/** A library that papers may be added to. */
export type TargetLibrary = { readonly id: string; readonly name: string }
