using Microsoft.Data.Sqlite;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Translators;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Ingest;

/// <summary>Raws of Rubin's cameras taken in anew, against what the repositories that the reference implementation made hold of them.</summary>
public sealed class RubinIngestTests
{
    private static readonly string[] Forget =
    [
        // Visits that refer to the exposures stay.
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM file_datastore_records WHERE dataset_id IN (SELECT dataset_id FROM dataset_tags_00000001)",
        "DELETE FROM dataset_location WHERE dataset_id IN (SELECT dataset_id FROM dataset_tags_00000001)",
        "CREATE TEMP TABLE raws AS SELECT dataset_id FROM dataset_tags_00000001",
        "DELETE FROM dataset_tags_00000001",
        "DELETE FROM dataset WHERE id IN (SELECT dataset_id FROM raws)",
        "DELETE FROM exposure",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rubin-comCam")]
    [InlineData("rubin-imsim")]
    [InlineData("rubin-phosim")]
    public async Task Exposures_identifiers_and_file_records_are_those_of_the_repository(string name)
    {
        using var copy = SharedFiles.CopyGolden(name);
        var before = await RowsAsync(copy);
        await ExecuteAsync(copy, Forget);
        (await RowsAsync(copy)).Values.ShouldAllBe(rows => rows.Count == 0);
        await using (var butler = await Butler.OpenAsync(copy.Path, new ButlerOptions { Access = RegistryAccess.ReadWrite }, Stop))
        {
            var stores = ResourceStores.Local;
            var ingest = new RawIngest(butler, new InstrumentCatalog([]), new ObservationReader(TranslatorCatalog.Default, null, stores), stores, new RawIngestOptions());
            var report = await ingest.RunAsync([ResourcePath.FromLocalDirectory(copy.File("raw"))], Stop);
            report.Failures.ShouldBeEmpty();
            report.Files.ShouldBe(1);
        }

        var after = await RowsAsync(copy);
        after["dataset"].ShouldBe(before["dataset"]);
        after["records"].ShouldBe(before["records"]);
        after["tags"].ShouldBe(before["tags"]);
        after["location"].ShouldBe(before["location"]);
        // The simulated position in the sky of PhoSim depends on the rotation of the Earth that somebody foretold.
        var (made, expected) = (after["exposure"].ShouldHaveSingleItem().Split('|'), before["exposure"].ShouldHaveSingleItem().Split('|'));
        for (var i = 0; i < expected.Length; i++)
        {
            if (made[i] != expected[i])
                Difference(made[i], expected[i]).ShouldBeLessThan(expected[i].Length >= 19 && !expected[i].Contains('.', StringComparison.Ordinal) ? 2 : name == "rubin-phosim" ? 3.0 / 3600 : 1e-9, $"{i}: {made[i]} {expected[i]}");
        }
    }

    private static double Difference(string a, string b) =>
        Math.Abs((double)(decimal.Parse(a, System.Globalization.CultureInfo.InvariantCulture) - decimal.Parse(b, System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<Dictionary<string, IReadOnlyList<string>>> RowsAsync(TemporaryDirectory repository) => new(StringComparer.Ordinal)
    {
        ["exposure"] = await QueryAsync(repository, "SELECT * FROM exposure"),
        ["dataset"] = await QueryAsync(repository, "SELECT d.id, d.dataset_type_id, d.run_id FROM dataset d JOIN dataset_tags_00000001 t ON t.dataset_id = d.id"),
        ["tags"] = await QueryAsync(repository, "SELECT * FROM dataset_tags_00000001"),
        ["location"] = await QueryAsync(repository, "SELECT l.* FROM dataset_location l JOIN dataset_tags_00000001 t ON t.dataset_id = l.dataset_id"),
        ["records"] = await QueryAsync(repository, "SELECT r.* FROM file_datastore_records r JOIN dataset_tags_00000001 t ON t.dataset_id = r.dataset_id"),
    };

    private static async Task<IReadOnlyList<string>> QueryAsync(TemporaryDirectory repository, string sql)
    {
        await using var connection = await ConnectAsync(repository);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    private static async Task ExecuteAsync(TemporaryDirectory repository, IReadOnlyList<string> statements)
    {
        await using var connection = await ConnectAsync(repository);
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    private static async Task<SqliteConnection> ConnectAsync(TemporaryDirectory repository)
    {
        var connection = new SqliteConnection($"Data Source={repository.File("gen3.sqlite3")};Pooling=False");
        await connection.OpenAsync(Stop);
        return connection;
    }
}
