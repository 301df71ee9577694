// Prints the Arrow schemas of Parquet files as npm's apache-arrow reads them: one line a file, each field as "name: type", with its metadata.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(process.argv[2] + '/')
const load = name => import(pathToFileURL(require.resolve(name)))
const { parquetMetadata } = await load('hyparquet')
const { RecordBatchReader } = await load('apache-arrow')

for (const path of process.argv.slice(3)) {
  const bytes = readFileSync(path)
  const metadata = parquetMetadata(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const text = metadata.key_value_metadata.find(pair => pair.key === 'ARROW:schema').value
  const schema = RecordBatchReader.from(Buffer.from(text, 'base64')).open().schema
  console.log(JSON.stringify(schema.fields.map(field => `${field.name}: ${field.type}${field.nullable ? '' : ' not null'} ${JSON.stringify(Object.fromEntries(field.metadata))}`)))
}
