using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

public sealed class PostgresTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_seed_makes_a_repository_in_postgresql_once()
    {
        await SeedAsync($"registry:\n  db: {await PostgresServer.UrlAsync()}\n  namespace: made_{Guid.NewGuid():N}\n");

        (await Executable.ButlerAsync(folder.Path, "create", "--seed-config", "seed.yaml", "repo")).Succeeded();
        (await Executable.ButlerAsync(folder.Path, "collection-chain", "repo", "chain", "--mode", "redefine")).FailedInOneLine("chain");
        (await Executable.ButlerAsync(folder.Path, "query-collections", "repo")).Succeeded();
        Directory.GetFiles(folder.File("repo"), "*.sqlite3").ShouldBeEmpty();
        (await Executable.ButlerAsync(folder.Path, "create", "--seed-config", "seed.yaml", "other")).FailedInOneLine("has tables already");
    }

    [Fact]
    public async Task A_seed_names_an_sqlite_file_outside_of_the_root()
    {
        await SeedAsync($"registry:\n  db: sqlite:///{folder.File("elsewhere.sqlite3")}\n");

        (await Executable.ButlerAsync(folder.Path, "create", "--override", "--seed-config", "seed.yaml", "repo")).Succeeded();

        File.Exists(folder.File("elsewhere.sqlite3")).ShouldBeTrue();
        Directory.GetFiles(folder.File("repo"), "*.sqlite3").ShouldBeEmpty();
        (await Executable.ButlerAsync(folder.Path, "query-collections", "repo")).Succeeded();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_one_line_without_the_password()
    {
        await SeedAsync("registry:\n  db: postgresql://ann:secret@127.0.0.1:1/survey\n");

        var run = await Executable.ButlerAsync(folder.Path, "create", "--seed-config", "seed.yaml", "repo");

        run.FailedInOneLine("postgresql://ann@127.0.0.1:1/survey");
        run.Error.ShouldNotContain("secret");
    }

    private Task SeedAsync(string yaml) => File.WriteAllTextAsync(folder.File("seed.yaml"), yaml, TestContext.Current.CancellationToken);
}
