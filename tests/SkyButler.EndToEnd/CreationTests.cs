using Microsoft.Data.Sqlite;
using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

public sealed class CreationTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_new_repository_has_the_schema_of_the_original_statement_by_statement()
    {
        var golden = Directory.GetFiles(SharedFiles.Golden("empty"), "*.sqlite3").Single();
        (await Executable.ButlerAsync(folder.Path, "create", "repo")).Succeeded();
        Schema(Directory.GetFiles(folder.File("repo"), "*.sqlite3").Single()).ShouldBe(Schema(golden));
    }

    [Fact]
    public async Task A_new_repository_has_the_configuration_of_the_original()
    {
        var golden = await File.ReadAllTextAsync(Path.Combine(SharedFiles.Golden("empty"), "butler.yaml"), TestContext.Current.CancellationToken);
        (await Executable.ButlerAsync(folder.Path, "create", "repo")).Succeeded();
        (await File.ReadAllTextAsync(folder.File("repo", "butler.yaml"), TestContext.Current.CancellationToken)).ShouldBe(golden);
    }

    [Fact]
    public async Task A_second_repository_in_one_place_is_refused()
    {
        (await Executable.ButlerAsync(folder.Path, "create", "repo")).Succeeded();
        var before = FolderState.Of(folder.Path);
        (await Executable.ButlerAsync(folder.Path, "create", "repo")).FailedInOneLine("repo");
        FolderState.Of(folder.Path).ShouldBe(before);
    }

    private static IReadOnlyList<string> Schema(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name";
        using var reader = command.ExecuteReader();
        var statements = new List<string>();
        while (reader.Read())
            statements.Add(reader.GetString(0));
        return statements;
    }
}
