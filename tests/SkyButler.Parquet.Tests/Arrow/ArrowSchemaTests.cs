using SkyButler.Parquet.Arrow;
using SkyButler.Parquet.Metadata;
using SkyButler.Tests.Shared;

namespace SkyButler.Parquet.Tests.Arrow;

public sealed class ArrowSchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_of_fixed_size_tell_their_size()
    {
        var fields = await ReadAsync("nested");
        fields.Select(f => f.Name).ShouldBe(["l", "ls", "ll", "fsl", "st"]);
        fields.Select(f => f.ListSize).ShouldBe([null, null, null, 3, null]);
        fields[4].Children.Select(c => c.Name).ShouldBe(["x", "y"]);
    }

    [Fact]
    public async Task Timestamps_tell_their_zone() => (await ReadAsync("times")).Select(f => f.TimeZone).ShouldBe([null, "UTC", null]);

    [Fact]
    public async Task Changed_schemas_are_read_or_left_out()
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data("parquet/nested.parquet"), Token);
        var bytes = Convert.FromBase64String(reader.Metadata.KeyValues[ArrowSchema.Key]);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var changed = bytes.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            ArrowSchema.Read(With(reader.Metadata, Convert.ToBase64String(changed)));
        }

        ArrowSchema.Read(With(reader.Metadata, "no base64")).ShouldBeNull();
        ArrowSchema.Read(With(reader.Metadata, "")).ShouldBeNull();
    }

    private static FileMetadata With(FileMetadata metadata, string text) => metadata with { KeyValues = new Dictionary<string, string> { [ArrowSchema.Key] = text } };

    private static async Task<IReadOnlyList<ArrowField>> ReadAsync(string file)
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data($"parquet/{file}.parquet"), Token);
        return ArrowSchema.Read(reader.Metadata).ShouldNotBeNull();
    }
}
