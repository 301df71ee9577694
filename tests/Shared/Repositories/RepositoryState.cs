using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Queries;
using SkyButler.Registry.Collections;

namespace SkyButler.Tests.Shared.Repositories;

/// <summary>
/// What a repository is, as lines that can be compared with those of another: all rows of its database and all of its files, or all that it says of
/// itself. What is kept to take things back is no part of that.
/// </summary>
internal static class RepositoryState
{
    private const string Database = "gen3.sqlite3";

    // When a row was made is the only thing that differs where the same is done twice.
    private const string WhenMade = "ingest_date";

    // Files by which writers take turns and clients hold names; they stay.
    private static readonly string[] Turns = [".skybutler/journal/gate", $".skybutler/{Database}.turn", $".skybutler/{Database}.writer", $".skybutler/{Database}.names"];

    /// <summary>Rows and files of the repository in a folder, as they lie there; with lines of other places.</summary>
    public static IReadOnlyList<string> Of(string root, IReadOnlyList<string>? others = null) => [.. Rows(Path.Combine(root, Database)), .. Files(root), .. others ?? []];

    /// <summary>What a repository says of itself: records, dataset types, collections, datasets, memberships, file records.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Butler butler, CancellationToken token)
    {
        var lines = new List<string>();
        foreach (var element in butler.Universe.Elements.Where(e => e.HasTable))
            await foreach (var record in butler.Queries.RecordsAsync(element.Name, new DataIdQuery { Dimensions = [] }, token))
                lines.Add($"{record.Element} {string.Join(", ", record.Values.Select(Text))}");
        var types = await butler.Registry.DatasetTypes.QueryAsync(["*"], null, token);
        lines.AddRange(types.Select(t => t.ToString()));
        var collections = await butler.Registry.Collections.QueryAsync(["*"], null, token);
        lines.AddRange(collections.Select(c => $"{c.Name} {c.Type} {c.Documentation} [{string.Join(", ", c.Children)}]"));
        var datasets = new List<DatasetRef>();
        await foreach (var dataset in butler.AllDatasetsAsync(token))
            datasets.Add(dataset);
        lines.AddRange(datasets.Select(d => d.ToString()).Distinct(StringComparer.Ordinal));
        IReadOnlyList<string> searched = [.. collections.Where(c => c.Type is CollectionType.Tagged or CollectionType.Calibration).Select(c => c.Name)];
        foreach (var type in searched.Count == 0 ? [] : types)
            await foreach (var a in butler.Queries.AssociationsAsync(type.Name, searched, null, token))
                lines.Add($"{a.Collection} {a.Dataset.Id} {a.Validity}");
        foreach (var records in (await butler.Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id).Distinct()], token)).Values)
            lines.AddRange(records.Select((FileRecord r) => r.ToString()));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Names and contents of all files of a folder, but a database and what writers leave for others.</summary>
    public static IEnumerable<string> Files(string root) =>
        from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(root, file)
        where name is not (Database or "butler.yaml") && !Turns.Contains(name) && !name.StartsWith(".skybutler/bin/", StringComparison.Ordinal)
        orderby name
        select $"{name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))[..16]}";

    /// <summary>Requires that nothing differs.</summary>
    public static void ShouldBeState(this IReadOnlyList<string> state, IReadOnlyList<string> expected, string when)
    {
        state.Except(expected, StringComparer.Ordinal).ShouldBeEmpty(when);
        expected.Except(state, StringComparer.Ordinal).ShouldBeEmpty(when);
    }

    private static List<string> Rows(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var lines = new List<string>();
        foreach (var table in Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' AND name NOT LIKE 'skybutler_log%' ORDER BY name", _ => true))
            lines.AddRange(Read(connection, $"SELECT * FROM \"{table}\"", name => name != WhenMade).Order(StringComparer.Ordinal).Select(row => $"{table}: {row}"));
        return lines;
    }

    private static List<string> Read(SqliteConnection connection, string sql, Func<string, bool> isWanted)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Where(i => isWanted(reader.GetName(i))).ToList();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', columns.Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        Geometry.Region region => region.EncodeBase64(),
        null => "null",
        _ => value.ToString()!,
    };
}
