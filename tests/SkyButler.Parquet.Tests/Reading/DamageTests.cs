using System.Buffers.Binary;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;
using SkyButler.Parquet.Values;

namespace SkyButler.Parquet.Tests.Reading;

public sealed class DamageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_page_is_found_by_its_checksum()
    {
        var file = await Files.WriteAsync(new() { Codec = CompressionCodec.None }, new ParquetBatch(new ValueColumn<double>("ra", Enumerable.Range(0, 100).Select(i => i / 7.0).ToArray())));
        file[400] ^= 1;
        (await Should.ThrowAsync<ParquetFormatException>(() => Files.ReadAsync(file))).Message
            .ShouldBe("'memory' is no sound Parquet file, in row group 0, column 'ra': a page doesn't have the checksum that its header says; its bytes were changed");
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_refused()
    {
        var file = await Files.WriteAsync(new(), new RandomTables(5).Table(3, 50));
        await Should.ThrowAsync<ParquetFormatException>(() => Files.OpenAsync(file[..^20]));
    }

    [Fact]
    public async Task A_file_that_was_not_completed_is_none()
    {
        using var memory = new MemoryStream();
        var table = new RandomTables(5).Table(3, 50);
        await using (var writer = ParquetWriter.Create(memory, table.Schema))
            await writer.WriteAsync(table, Token);
        await Should.ThrowAsync<ParquetFormatException>(() => ParquetReader.OpenAsync(new MemorySource(memory.ToArray()), Token));
    }

    [Fact]
    public async Task Timestamps_of_twelve_bytes_read_as_nanoseconds()
    {
        // Written as bytes, and renamed in the footer to the obsolete type, which is never written: half past noon of the first day of 2000.
        var bytes = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 45_000_000_000_123);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 2_451_545);
        var file = await Files.WriteAsync(new() { Codec = CompressionCodec.None, HasChecksums = false }, new ParquetBatch(new FixedBinaryColumn(ParquetField.FixedBytes("t", 12).Required(), bytes)));
        for (var i = 4; i + 1 < file.Length; i++)
            if (file[i] == 0x15 && file[i + 1] == 2 * (int)PhysicalType.FixedByteArray)
                file[i + 1] = 2 * (int)PhysicalType.Int96;
        var table = await Files.ReadAsync(file);
        table["t"].GetValue(0).ShouldBe(new ParquetTimestamp(946_729_800_000_000_123, TimeUnit.Nanoseconds, IsUtc: false));
        table["t"].GetValue(0)!.ToString().ShouldBe("2000-01-01T12:30:00.000000123");
    }

    [Fact]
    public async Task Millions_of_nulls_in_a_small_file_are_refused_or_read_in_batches()
    {
        var nothing = new ValueColumn<long>(ParquetField.Of<long>("n"), new long[20_000_000], new bool[20_000_000]);
        var file = await Files.WriteAsync(new() { RowGroupRows = int.MaxValue, PageRows = int.MaxValue }, new ParquetBatch(nothing));
        file.Length.ShouldBeLessThan(10_000);
        await Should.ThrowAsync<ParquetRequestException>(() => Files.ReadAsync(file, new() { MemoryLimit = 50 << 20 }));
        using var reader = await Files.OpenAsync(file);
        await foreach (var batch in reader.ReadBatchesAsync(new() { MemoryLimit = 10 << 20 }, Token))
        {
            batch["n"].NullCount.ShouldBe(batch.RowCount);
            break;
        }
    }

    [Fact]
    public async Task Nulls_in_a_required_field_are_refused_when_writing()
    {
        var table = new ParquetBatch(new ValueColumn<int>(ParquetField.Of<int>("n"), new int[2], new[] { true, false }));
        await using var writer = ParquetWriter.Create(Stream.Null, new ParquetSchema(ParquetField.Of<int>("n").Required()));
        (await Should.ThrowAsync<ParquetRequestException>(() => writer.WriteAsync(table, Token))).Message.ShouldContain("1 nulls, but its field is required");
    }

    [Fact]
    public async Task Statistics_and_texts_are_left_in_the_file()
    {
        var table = new ParquetBatch(new ValueColumn<double>("ra", new[] { 3.5, double.NaN, -1, 0 }), BinaryColumn.FromStrings("band", ["r", null, "g", "z"]));
        using var reader = await Files.OpenAsync(await Files.WriteAsync(new() { KeyValues = new Dictionary<string, string> { ["a"] = "é" } }, table));
        reader.Metadata.KeyValues.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("a", "é"));
        var (ra, band) = (reader.Metadata.RowGroups[0].Columns[0].Statistics!, reader.Metadata.RowGroups[0].Columns[1].Statistics!);
        (BitConverter.ToDouble(ra.Minimum!.Value.Span), BitConverter.ToDouble(ra.Maximum!.Value.Span), ra.NullCount).ShouldBe((-1, 3.5, 0));
        (band.Minimum!.Value.Span[0], band.Maximum!.Value.Span[0], band.NullCount).ShouldBe(((byte)'g', (byte)'z', 1));
    }
}
