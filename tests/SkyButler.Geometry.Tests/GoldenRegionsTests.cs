using Microsoft.Data.Sqlite;
using SkyButler.Geometry.Pixelizations;
using SkyButler.Tests.Shared;

namespace SkyButler.Geometry.Tests;

/// <summary>Regions and overlap rows that the reference implementation stored.</summary>
public sealed class GoldenRegionsTests
{
    public static TheoryData<string, string, int> Stored => new()
    {
        { "spatial", "tract", 2 },
        { "spatial", "patch", 12 },
        { "spatial", "visit", 2 },
        { "spatial", "visit_detector_region", 8 },
        { "ci_hsc", "tract", 1 },
        { "ci_hsc", "visit", 11 },
        { "ci_hsc", "visit_detector_region", 33 },
        { "mixed", "tract", 4 },
        { "mixed", "patch", 19 },
        { "mixed", "visit", 12 },
        { "mixed", "visit_detector_region", 48 },
        { "rubin-imsim", "visit", 1 },
        { "rubin-imsim", "visit_detector_region", 189 },
        { "rubin-phosim", "visit", 1 },
        { "rubin-phosim", "visit_detector_region", 201 },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Stored_regions_come_back_byte_for_byte(string repository, string element, int count)
    {
        var records = await ReadAsync(repository, element);
        records.Count.ShouldBe(count);
        records.ShouldAllBe(record => Region.DecodeBase64(record.Region).EncodeBase64() == record.Region);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Envelopes_are_the_stored_overlap_rows(string repository, string element, int count)
    {
        var pixels = new HtmPixelization(7);
        var records = await ReadAsync(repository, element);
        records.Count.ShouldBe(count);
        foreach (var record in records)
            pixels.Envelope(Region.DecodeBase64(record.Region)).Values.ShouldBe(record.Pixels, record.Region);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_hull_of_stored_corners_is_the_stored_polygon(string repository, string element, int count)
    {
        var records = await ReadAsync(repository, element);
        records.Count.ShouldBe(count);
        foreach (var polygon in records.Select(record => Region.DecodeBase64(record.Region)).OfType<ConvexPolygon>())
            new ConvexPolygon(polygon.Vertices.Reverse()).ShouldBe(polygon);
    }

    private static async Task<IReadOnlyList<(string Region, ulong[] Pixels)>> ReadAsync(string repository, string element)
    {
        var keys = element switch
        {
            "tract" => "e.skymap = o.skymap AND e.id = o.tract",
            "patch" => "e.skymap = o.skymap AND e.tract = o.tract AND e.id = o.patch",
            "visit" => "e.instrument = o.instrument AND e.id = o.visit",
            _ => "e.instrument = o.instrument AND e.detector = o.detector AND e.visit = o.visit",
        };
        using var copy = SharedFiles.CopyGolden(repository);
        await using var database = new SqliteConnection($"Data Source={copy.File("gen3.sqlite3")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = database.CreateCommand();
        command.CommandText = $"""
            SELECT e.rowid, e.region, o.skypix_index FROM {element} e LEFT JOIN {element}_skypix_overlap o ON {keys}
                AND o.skypix_system = 'htm' AND o.skypix_level = 7
            WHERE e.region IS NOT NULL ORDER BY 1, 3
            """;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<(long Row, string Region, ulong Pixel)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add((reader.GetInt64(0), reader.GetString(1), (ulong)reader.GetInt64(2)));
        return [.. rows.GroupBy(row => (row.Row, row.Region)).Select(group => (group.Key.Region, group.Select(row => row.Pixel).ToArray()))];
    }
}
