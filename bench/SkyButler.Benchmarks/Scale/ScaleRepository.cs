using System.Diagnostics;
using System.Text.RegularExpressions;
using SkyButler.Benchmarks.Scale.Databases;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Scale;

/// <summary>
/// Makes a repository of any number of datasets: records, types, collections and chains by SkyButler, and the rows of datasets by one
/// statement for each table, which is several times faster than inserting them.
/// </summary>
internal static partial class ScaleRepository
{
    private const string Finished = "finished";

    /// <summary>Makes it, unless it is there from an earlier run; says what it takes.</summary>
    /// <param name="root">Where; the folder may be there.</param>
    /// <param name="seed">The seed of its configuration.</param>
    /// <param name="size">How large.</param>
    /// <param name="connect">Connects to its database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A connection to its database.</returns>
    public static async Task<ScaleDatabase> MakeAsync(string root, string seed, ScaleSize size, Func<Task<ScaleDatabase>> connect, CancellationToken cancellationToken)
    {
        var mark = Path.Combine(root, Finished);
        if (File.Exists(mark))
        {
            await ReconnectAsync(Path.Combine(root, "butler.yaml"), seed, cancellationToken);
            return await connect();
        }

        var start = Stopwatch.GetTimestamp();
        var seedFile = Path.Combine(Path.GetDirectoryName(root)!, "seed.yaml");
        await File.WriteAllTextAsync(seedFile, seed, cancellationToken);
        await Butler.CreateAsync(root, new() { SeedConfig = seedFile }, cancellationToken);
        var store = await FillAsync(root, size, cancellationToken);
        var database = await connect();
        await FillAsync(database, size, store, cancellationToken);
        await File.WriteAllTextAsync(mark, "", cancellationToken);
        Console.WriteLine(FormattableString.Invariant(
            $"Generated {size.Datasets:N0} datasets in {ScaleSize.Collections:N0} collections on {database.Name} in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s."));
        return database;
    }

    // A server that is started anew has another port.
    private static async Task ReconnectAsync(string config, string seed, CancellationToken cancellationToken)
    {
        if (Address().Match(seed) is { Success: true } address)
            await File.WriteAllTextAsync(config, Address().Replace(await File.ReadAllTextAsync(config, cancellationToken), address.Value), cancellationToken);
    }

    [GeneratedRegex("127\\.0\\.0\\.1:[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    // Gives the name of the datastore.
    private static async Task<string> FillAsync(string root, ScaleSize size, CancellationToken cancellationToken)
    {
        await using var butler = await Butler.OpenAsync(root, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);
        await ScaleRecords.InsertAsync(butler, size, cancellationToken);
        await ScaleCollections.RegisterAsync(butler, cancellationToken);
        await butler.Datastore.PrepareAsync(cancellationToken);
        return butler.Datastore.Name;
    }

    private static async Task FillAsync(ScaleDatabase database, ScaleSize size, string store, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<string, (string Tags, string Calibs)>(StringComparer.Ordinal);
        foreach (var type in await database.ReadAsync("SELECT name FROM dataset_type", cancellationToken))
        {
            var tags = await database.ReadAsync($"SELECT tag_association_table FROM dataset_type WHERE name = '{type}'", cancellationToken);
            var calibs = await database.ReadAsync($"SELECT coalesce(calibration_association_table, '') FROM dataset_type WHERE name = '{type}'", cancellationToken);
            tables[type] = (tags[0], calibs[0]);
        }

        string[] filled =
        [
            "dataset", "dataset_location", "file_datastore_records",
            .. tables.Values.SelectMany(t => new[] { t.Tags, t.Calibs }).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal),
        ];
        await database.BeginFillingAsync(filled, cancellationToken);
        foreach (var statement in new ScaleSql(database, size, store, tables).Statements())
            await database.ExecuteAsync(statement, cancellationToken);
        await database.EndFillingAsync(cancellationToken);
    }
}
