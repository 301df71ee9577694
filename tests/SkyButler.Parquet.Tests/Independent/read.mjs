// Prints the rows of Parquet files as hyparquet reads them: one line a file, each value as a text that says its kind.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(process.argv[2] + '/')
const load = name => import(pathToFileURL(require.resolve(name)))
const { parquetReadObjects } = await load('hyparquet')
const { compressors } = await load('hyparquet-compressors')
const raw = value => value
const parsers = { timestampFromMilliseconds: raw, timestampFromMicroseconds: raw, timestampFromNanoseconds: raw, dateFromDays: raw }
const bits = new DataView(new ArrayBuffer(8))

const show = value => {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map(show)
  if (value instanceof Uint8Array) return 'x' + Buffer.from(value).toString('hex')
  if (ArrayBuffer.isView(value)) return Array.from(value, show)
  switch (typeof value) {
    case 'bigint': return 'i' + value
    case 'boolean': return 'b' + value
    case 'string': return 's' + value
    case 'number':
      if (Number.isNaN(value)) return 'dNaN'
      bits.setFloat64(0, value)
      return 'd' + bits.getBigUint64(0).toString(16).padStart(16, '0')
    default: return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, show(inner)]))
  }
}

for (const path of process.argv.slice(3)) {
  const bytes = readFileSync(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  console.log(JSON.stringify((await parquetReadObjects({ file, compressors, parsers, utf8: false })).map(show)))
}
