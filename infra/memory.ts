/**
 * Memory of every function, in MB: a whole core, since Lambda gives processor by memory
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html). Less is slower and costs as much: `npm run lab -- memory`.
 */
export const FUNCTION_MB = 1_769;
