using SkyButler.Benchmarks.Bare;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Commands;

/// <summary>The rows that datasets made in a repository, ready to be put into another by SQLite alone.</summary>
internal static class DatasetRows
{
    private const string Records = "file_datastore_records";
    private const string Summaries = "collection_summary_";

    /// <summary>The database file of a repository in its default place.</summary>
    public static string Database(string repository) => Path.Combine(repository, "gen3.sqlite3");

    /// <summary>What a repository has beyond another from which it began; in an order that foreign keys allow.</summary>
    public static IReadOnlyList<TableRows> Between(string before, string after)
    {
        using var database = new BareDatabase(Database(before));
        var tables = database.Read("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").Select(r => System.Text.Encoding.UTF8.GetString((byte[])r[0]!)).ToList();
        return database.Missing(
            Database(after),
            [
                "dataset",
                .. tables.Where(t => t.StartsWith(Summaries, StringComparison.Ordinal)),
                .. tables.Where(t => t.StartsWith("dataset_tags_", StringComparison.Ordinal)),
                "dataset_location",
                .. tables.Where(t => t == Records),
            ]);
    }

    /// <summary>The same rows in so many parts; tables with fewer rows (summaries) go into the first, which others refer to.</summary>
    public static IReadOnlyList<IReadOnlyList<TableRows>> Split(IReadOnlyList<TableRows> tables, int parts) =>
    [
        .. Enumerable.Range(0, parts).Select(part => tables
            .Select(t => t with { Rows = [.. Part(t.Rows, part, parts)] })
            .Where(t => t.Rows.Count > 0).ToList()),
    ];

    private static IEnumerable<object?[]> Part(IReadOnlyList<object?[]> rows, int part, int parts)
    {
        if (rows.Count < parts)
            return part == 0 ? rows : [];
        var begin = rows.Count * part / parts;
        return rows.Skip(begin).Take((rows.Count * (part + 1) / parts) - begin);
    }

    /// <summary>Where the files of a repository's datasets lie, below its root, in the order in which they were recorded.</summary>
    public static List<string> Paths(string repository)
    {
        using var database = new BareDatabase(Database(repository));
        return [.. database.Read($"SELECT path FROM {Records} ORDER BY rowid").Select(r => System.Text.Encoding.UTF8.GetString((byte[])r[0]!))];
    }

    /// <summary>Opens a repository, lets it make the tables that it makes on first use, and closes it.</summary>
    public static async Task PrepareAsync(string repository, string datasetType, CancellationToken cancellationToken)
    {
        await using var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);
        await BenchCamera.RegisterTypeAsync(butler, datasetType, cancellationToken);
    }
}
