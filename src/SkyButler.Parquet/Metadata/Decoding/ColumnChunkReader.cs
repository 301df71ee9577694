using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Metadata.Decoding;

/// <summary>Decodes what is said of column chunks (the format's <c>ColumnChunk</c>, <c>ColumnMetaData</c> and <c>Statistics</c>).</summary>
internal static class ColumnChunkReader
{
    public static ColumnChunkMetadata Read(ref ThriftReader reader)
    {
        ColumnChunkMetadata? chunk = null;
        string? otherFile = null;
        var isEncrypted = false;
        long offsetIndex = -1, offsetLength = -1, columnIndex = -1, columnLength = -1;
        for (var id = 0; reader.NextField(ref id, out var type);)
        {
            switch (id)
            {
                case 1: otherFile = reader.ReadString(); break;
                case 3:
                    ThriftReader.Expect(type, ThriftType.Struct);
                    chunk = ReadColumn(ref reader);
                    break;
                case 4: offsetIndex = reader.ReadInt64(); break;
                case 5: offsetLength = reader.ReadInt32(); break;
                case 6: columnIndex = reader.ReadInt64(); break;
                case 7: columnLength = reader.ReadInt32(); break;
                case 8:
                    isEncrypted = true;
                    reader.Skip(type);
                    break;
                default: reader.Skip(type); break;
            }
        }

        if (chunk is null)
            throw isEncrypted ? new ParquetUnsupportedException("its columns are encrypted, which is not read here; write it without encryption") : new ParquetFormatException("a column chunk lacks its metadata");
        return chunk with
        {
            OtherFile = otherFile,
            IsEncrypted = isEncrypted,
            OffsetIndex = offsetIndex > 0 && offsetLength > 0 ? new(offsetIndex, offsetLength) : null,
            ColumnIndex = columnIndex > 0 && columnLength > 0 ? new(columnIndex, columnLength) : null,
        };
    }

    public static ColumnStatistics ReadStatistics(ref ThriftReader reader)
    {
        ReadOnlyMemory<byte>? oldMost = null, oldLeast = null, most = null, least = null;
        long? nulls = null, distinct = null, nans = null;
        bool mostExact = false, leastExact = false;
        for (var id = 0; reader.NextField(ref id, out var type);)
        {
            switch (id)
            {
                case 1: oldMost = reader.ReadBinary().ToArray(); break;
                case 2: oldLeast = reader.ReadBinary().ToArray(); break;
                case 3: nulls = reader.ReadInt64(); break;
                case 4: distinct = reader.ReadInt64(); break;
                case 5: most = reader.ReadBinary().ToArray(); break;
                case 6: least = reader.ReadBinary().ToArray(); break;
                case 7: mostExact = ThriftReader.ReadBoolean(type); break;
                case 8: leastExact = ThriftReader.ReadBoolean(type); break;
                case 9: nans = reader.ReadInt64(); break;
                default: reader.Skip(type); break;
            }
        }

        var obsolete = most is null && least is null && (oldMost is not null || oldLeast is not null);
        return new()
        {
            Maximum = obsolete ? oldMost : most,
            Minimum = obsolete ? oldLeast : least,
            NullCount = nulls,
            DistinctCount = distinct,
            AreObsolete = obsolete,
            IsMaximumExact = mostExact,
            IsMinimumExact = leastExact,
            NanCount = nans,
        };
    }

    private static ColumnChunkMetadata ReadColumn(ref ThriftReader reader)
    {
        var (physical, codec) = (-1, -1);
        var encodings = new List<PageEncoding>();
        var path = new List<string>();
        ColumnStatistics? statistics = null;
        long values = -1, uncompressed = 0, compressed = -1, data = -1;
        long? dictionary = null;
        for (var id = 0; reader.NextField(ref id, out var type);)
        {
            switch (id)
            {
                case 1: physical = reader.ReadInt32(); break;
                case 2:
                    for (var left = reader.ReadListOf(ThriftType.I32); left > 0; left--)
                        encodings.Add((PageEncoding)reader.ReadInt32());
                    break;
                case 3:
                    for (var left = reader.ReadListOf(ThriftType.Binary); left > 0; left--)
                        path.Add(reader.ReadString());
                    break;
                case 4: codec = reader.ReadInt32(); break;
                case 5: values = reader.ReadSize("number of values of a column chunk"); break;
                case 6: uncompressed = reader.ReadInt64(); break;
                case 7: compressed = reader.ReadSize("size of a column chunk"); break;
                case 9: data = reader.ReadSize("offset of a data page"); break;
                case 11: dictionary = reader.ReadSize("offset of a dictionary"); break;
                case 12:
                    ThriftReader.Expect(type, ThriftType.Struct);
                    statistics = ReadStatistics(ref reader);
                    break;
                default: reader.Skip(type); break;
            }
        }

        if (physical < 0 || codec < 0 || values < 0 || compressed < 0 || data < 0)
            throw new ParquetFormatException("the metadata of a column chunk lack its type, codec, number of values, size or offset");
        return new()
        {
            Type = (PhysicalType)physical,
            Codec = (CompressionCodec)codec,
            Encodings = encodings,
            Path = path,
            ValueCount = values,
            UncompressedBytes = uncompressed,
            CompressedBytes = compressed,
            DataPageOffset = data,
            DictionaryPageOffset = dictionary,
            Statistics = statistics,
        };
    }
}
