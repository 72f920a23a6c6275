export const openContainment = (_: unknown) => ({ async contain() {}, containmentOf: () => undefined })
