/** A file that came with a multipart request. */
export type Upload = { kind: 'upload'; name: string; type: string; bytes: Buffer }

export function isUpload(value: unknown): value is Upload {
  return typeof value === 'object' && value !== null && (value as Upload).kind === 'upload' && 'bytes' in value
}

/**
 * Splits a multipart/form-data body into fields and files.
 * @throws Error when the body ends before the closing boundary (a cut connection, or a wrong boundary)
 */
export function parseMultipart(
  body: Buffer,
  contentType: string,
): { fields: Map<string, string>; files: Map<string, Upload> } {
  const boundary = /boundary=("?)([^";]+)\1/i.exec(contentType)?.[2]
  if (!boundary) throw new Error('multipart request without a boundary')
  const fields = new Map<string, string>()
  const files = new Map<string, Upload>()
  const mark = Buffer.from(`--${boundary}`)
  let start = body.indexOf(mark)
  for (;;) {
    if (start < 0) throw new Error('multipart body without its closing boundary')
    const afterMark = start + mark.length
    if (body.subarray(afterMark, afterMark + 2).toString() === '--') return { fields, files }
    const end = body.indexOf(mark, afterMark)
    if (end < 0) throw new Error('multipart body without its closing boundary')
    readPart(body.subarray(afterMark + 2, end - 2), fields, files)
    start = end
  }
}

function readPart(part: Buffer, fields: Map<string, string>, files: Map<string, Upload>): void {
  const split = part.indexOf('\r\n\r\n')
  const head = part.subarray(0, split).toString()
  const content = part.subarray(split + 4)
  const name = /[;\s]name="?([^";\r\n]+)"?/i.exec(head)?.[1]
  if (split < 0 || !name) throw new Error('multipart part without a name')
  const fileName = /filename="?([^";\r\n]+)"?/i.exec(head)?.[1]
  if (fileName === undefined) fields.set(name, content.toString())
  else {
    const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? 'application/octet-stream'
    files.set(name, { kind: 'upload', name: fileName, type, bytes: Buffer.from(content) })
  }
}
