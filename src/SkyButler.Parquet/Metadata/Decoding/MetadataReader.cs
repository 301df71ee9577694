using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Schemas.Elements;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Metadata.Decoding;

/// <summary>Decodes the metadata at a file's end (the format's <c>FileMetaData</c>).</summary>
internal static class MetadataReader
{
    public static FileMetadata Read(ReadOnlySpan<byte> footer)
    {
        var reader = new ThriftReader(footer);
        List<SchemaElement>? elements = null;
        var groups = new List<(long Rows, long Bytes, List<ColumnChunkMetadata> Columns)>();
        var keyValues = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var orders = new List<bool>();
        long rows = -1;
        var (version, createdBy) = (0, "");
        for (var id = 0; reader.NextField(ref id, out var type);)
        {
            switch (id)
            {
                case 1: version = reader.ReadInt32(); break;
                case 2: elements = SchemaElementReader.ReadList(ref reader); break;
                case 3: rows = reader.ReadSize("number of rows"); break;
                case 4: ReadGroups(ref reader, groups); break;
                case 5: ReadKeyValues(ref reader, keyValues); break;
                case 6: createdBy = reader.ReadString(); break;
                case 7: ReadOrders(ref reader, orders); break;
                case 8: throw new ParquetUnsupportedException("its columns are encrypted, which is not read here; write it without encryption");
                default: reader.Skip(type); break;
            }
        }

        if (elements is null || rows < 0)
            throw new ParquetFormatException("the metadata lack the schema or the number of rows");
        var schema = SchemaTree.Read(elements);
        return new()
        {
            Schema = schema,
            RowCount = rows,
            RowGroups = Place(groups, schema, rows),
            KeyValues = keyValues,
            CreatedBy = createdBy,
            Version = version,
            HasTypeOrder = orders,
        };
    }

    private static List<RowGroupMetadata> Place(List<(long Rows, long Bytes, List<ColumnChunkMetadata> Columns)> groups, ParquetSchema schema, long rows)
    {
        var placed = new List<RowGroupMetadata>(groups.Count);
        long first = 0;
        foreach (var (count, bytes, columns) in groups)
        {
            if (columns.Count != schema.Leaves.Count)
                throw new ParquetFormatException($"row group {placed.Count} has {columns.Count} column chunks where the schema has {schema.Leaves.Count} leaves");
            for (var i = 0; i < columns.Count; i++)
                if (columns[i].Type != schema.Leaves[i].Field.PhysicalType)
                    throw new ParquetFormatException($"row group {placed.Count} holds {columns[i].Type} for '{schema.Leaves[i].DottedPath}' where the schema says {schema.Leaves[i].Field.PhysicalType}");
            placed.Add(new(count, first, bytes, columns));
            if (count > rows - first)
                throw new ParquetFormatException($"the row groups have more rows than the {rows} of the file");
            first += count;
        }

        return first == rows ? placed : throw new ParquetFormatException($"the row groups have {first} rows where the file is to have {rows}");
    }

    private static void ReadGroups(ref ThriftReader reader, List<(long Rows, long Bytes, List<ColumnChunkMetadata> Columns)> groups)
    {
        for (var left = reader.ReadListOf(ThriftType.Struct); left > 0; left--)
        {
            long rows = -1, bytes = 0;
            var columns = new List<ColumnChunkMetadata>();
            for (var id = 0; reader.NextField(ref id, out var type);)
            {
                switch (id)
                {
                    case 1:
                        for (var more = reader.ReadListOf(ThriftType.Struct); more > 0; more--)
                            columns.Add(ColumnChunkReader.Read(ref reader));
                        break;
                    case 2: bytes = reader.ReadInt64(); break;
                    case 3: rows = reader.ReadSize("number of rows of a row group"); break;
                    default: reader.Skip(type); break;
                }
            }

            groups.Add((rows >= 0 ? rows : throw new ParquetFormatException("a row group lacks its number of rows"), bytes, columns));
        }
    }

    internal static void ReadKeyValues(ref ThriftReader reader, OrderedDictionary<string, string> keyValues)
    {
        for (var left = reader.ReadListOf(ThriftType.Struct); left > 0; left--)
        {
            string? key = null, value = null;
            for (var id = 0; reader.NextField(ref id, out var type);)
            {
                switch (id)
                {
                    case 1: key = reader.ReadString(); break;
                    case 2: value = reader.ReadString(); break;
                    default: reader.Skip(type); break;
                }
            }

            if (key is not null)
                keyValues[key] = value ?? "";
        }
    }

    private static void ReadOrders(ref ThriftReader reader, List<bool> orders)
    {
        for (var left = reader.ReadListOf(ThriftType.Struct); left > 0; left--)
        {
            var known = false;
            for (var id = 0; reader.NextField(ref id, out var type);)
            {
                known |= id == 1;
                reader.Skip(type);
            }

            orders.Add(known);
        }
    }
}
