export const openSetup = (_: unknown) => ({ async setup() {} })
