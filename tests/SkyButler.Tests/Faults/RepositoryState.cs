using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Faults;

/// <summary>All rows of a repository's database and all of its files, as lines that can be compared with those of another.</summary>
internal static class RepositoryState
{
    private const string Database = "gen3.sqlite3";

    // When a row was made is the only thing that differs where the same is done twice.
    private const string WhenMade = "ingest_date";

    // Files by which writers take turns; they stay.
    private static readonly string[] Turns = [".skybutler/journal/gate", $".skybutler/{Database}.turn", $".skybutler/{Database}.writer"];

    public static async Task<IReadOnlyList<string>> OfAsync(string root, S3Place? place = null) =>
        [.. Rows(Path.Combine(root, Database)), .. Files(root), .. place is null ? [] : await place.FilesAsync()];

    /// <summary>Names and contents of all files of a folder, but a database and what writers leave for others.</summary>
    public static IEnumerable<string> Files(string root) =>
        from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(root, file)
        where name is not (Database or "butler.yaml") && !Turns.Contains(name)
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
        foreach (var table in Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY name", _ => true))
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
}
