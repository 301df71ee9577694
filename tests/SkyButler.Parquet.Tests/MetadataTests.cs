using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;
using SkyButler.Tests.Shared;

namespace SkyButler.Parquet.Tests;

public sealed class MetadataTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_tells_its_rows_row_groups_and_types()
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data("parquet/flat_rowgroups.parquet"), Token);
        reader.Metadata.RowCount.ShouldBe(1000);
        reader.Metadata.RowGroups.Sum(g => g.RowCount).ShouldBe(1000);
        reader.Metadata.RowGroups.Count.ShouldBeGreaterThan(1);
        reader.Metadata.CreatedBy.ShouldContain("parquet-cpp-arrow");
        reader.Schema["u16"].ValueType.ShouldBe(typeof(ushort));
        reader.Schema["s"].LogicalType.ShouldBe(LogicalType.String);
        reader.Schema["dec"].LogicalType.ShouldBe(LogicalType.Decimal(12, 2));
        reader.Schema["ts_us"].LogicalType.ShouldBe(LogicalType.LocalTimestamp(TimeUnit.Microseconds));
        reader.Schema["fix"].ByteWidth.ShouldBe(4);
    }

    [Fact]
    public async Task Lists_and_structs_show_without_the_layers_between()
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data("parquet/nested.parquet"), Token);
        reader.Schema["ll"].Kind.ShouldBe(FieldKind.List);
        reader.Schema["ll"].Children.ShouldHaveSingleItem().Children.ShouldHaveSingleItem().PhysicalType.ShouldBe(PhysicalType.Double);
        reader.Schema["st"].Children.Select(c => c.Name).ShouldBe(["x", "y"]);
        reader.Schema.Leaves.Single(l => l.DottedPath.StartsWith("ll.", StringComparison.Ordinal)).MaximumRepetition.ShouldBe(2);
    }

    [Theory]
    [InlineData("flat_zstd", CompressionCodec.Zstd)]
    [InlineData("flat_gzip", CompressionCodec.Gzip)]
    [InlineData("flat_snappy", CompressionCodec.Snappy)]
    [InlineData("flat_none", CompressionCodec.None)]
    public async Task Column_chunks_tell_their_codec(string file, CompressionCodec codec)
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data($"parquet/{file}.parquet"), Token);
        reader.Metadata.RowGroups[0].Columns.ShouldAllBe(c => c.Codec == codec);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PAR1 is not enough, PARX")]
    [InlineData("PAR1\u007f\u007f\u007f\u007fPAR1")]
    public async Task What_is_no_file_is_named(string text)
    {
        var error = await Should.ThrowAsync<ParquetFormatException>(() => ParquetReader.OpenAsync(new MemorySource(System.Text.Encoding.ASCII.GetBytes(text), "my.parq"), Token));
        error.Message.ShouldStartWith("'my.parq' is no sound Parquet file");
        error.Message.ShouldNotContain('\n');
    }
}
