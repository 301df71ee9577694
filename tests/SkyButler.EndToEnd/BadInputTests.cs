using Microsoft.Data.Sqlite;
using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

/// <summary>What can be wrong with what users give: one line says so, the exit code is not zero, and nothing is changed.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("query-collections", "nowhere")]
    [InlineData("query-datasets", "nowhere", "raw")]
    [InlineData("register-dataset-type", "nowhere", "raw", "Exposure", "instrument")]
    [InlineData("query-collections", "../nowhere/butler.yaml")]
    public async Task A_wrong_repository_path(params string[] words) =>
        (await UnchangedAsync(folder.Path, words)).FailedInOneLine("nowhere");

    [Fact]
    public async Task A_repository_of_a_newer_schema()
    {
        await CreateAsync();
        using (var connection = new SqliteConnection($"Data Source={folder.File("repo", "gen3.sqlite3")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE butler_attributes SET value = '99.0.0' WHERE name LIKE 'version:%ByDimensionsDatasetRecordStorageManagerUUID'";
            command.ExecuteNonQuery().ShouldBe(1);
        }

        (await UnchangedAsync(folder.Path, "query-collections", "repo")).FailedInOneLine("99.0.0");
        (await UnchangedAsync(folder.Path, "collection-chain", "repo", "chain", "run")).FailedInOneLine("99.0.0");
    }

    [Fact]
    public async Task A_truncated_image()
    {
        using var spherex = await Spherex.CreateAsync();
        var whole = await File.ReadAllBytesAsync(Spherex.SmallImage, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(spherex.Folder, "cut.fits"), whole[..4000], TestContext.Current.CancellationToken);
        (await UnchangedAsync(spherex.Folder, "view", "cut.fits", "-o", "cut.png")).FailedInOneLine("cut.fits");
    }

    [Fact]
    public async Task A_pipeline_that_names_an_unknown_task()
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        var pipeline = Path.Combine(spherex.Folder, "bad.yaml");
        await File.WriteAllTextAsync(pipeline, "description: bad\ntasks:\n  a:\n    class: spherex.tasks.SubtrctTask\n", TestContext.Current.CancellationToken);
        var before = FolderState.Of(spherex.Folder);
        (await Executable.PipetaskAsync(spherex.Folder, "run", "-b", "repo", "-p", pipeline, "-i", Spherex.Run, "-o", "u/me", "--register-dataset-types"))
            .FailedInOneLine("SubtrctTask");
        FolderState.Of(spherex.Folder).ShouldBe(before);
    }

    [Fact]
    public async Task A_data_id_that_is_there_already()
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        spherex.Table("again.csv", Spherex.SmallImage, 1);
        (await UnchangedAsync(spherex.Folder, "ingest-files", "repo", "rawexp", Spherex.Run, "again.csv", "--data-id", "instrument=SPX", "-t", "copy"))
            .FailedInOneLine("exposure: 1");
    }

    [Fact]
    public async Task A_data_id_that_stands_twice_in_a_table()
    {
        using var spherex = await Spherex.CreateAsync();
        var small = Spherex.SmallImage;
        await File.WriteAllTextAsync(
            Path.Combine(spherex.Folder, "twice.csv"), $"file,exposure,detector\n{small},1,0\n{small},1,0\n", TestContext.Current.CancellationToken);
        (await UnchangedAsync(spherex.Folder, "ingest-files", "repo", "rawexp", Spherex.Run, "twice.csv", "--data-id", "instrument=SPX", "-t", "copy"))
            .FailedInOneLine("twice.csv:3");
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written()
    {
        // A file in the folder's place can't be written into by anybody, root included.
        await File.WriteAllTextAsync(folder.File("taken"), "", TestContext.Current.CancellationToken);
        (await UnchangedAsync(folder.Path, "create", "taken/repo")).FailedInOneLine("taken");
        await CreateAsync();
        (await UnchangedAsync(folder.Path, "config-dump", "repo", "--file", "taken/config.yaml")).FailedInOneLine("taken");
        (await UnchangedAsync(folder.Path, "config-dump", "repo", "--file", "missing/config.yaml")).FailedInOneLine("Make the folder first");
    }

    [Theory]
    [InlineData("../../../../escape")]
    [InlineData("..")]
    [InlineData("a/../../b")]
    public async Task A_data_id_that_climbs_out_of_the_root(string name)
    {
        await CreateAsync();
        await File.WriteAllTextAsync(folder.File("file.fits"), "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("cam.yaml"), $"name: '{name}'\nclass: a.B\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("files.csv"), "file\nfile.fits\n", TestContext.Current.CancellationToken);
        (await Executable.ButlerAsync(folder.Path, "register-dataset-type", "repo", "thing", "Exposure", "instrument")).Succeeded();
        var registered = await Executable.ButlerAsync(folder.Path, "register-instrument", "repo", "cam.yaml");
        var outside = FolderState.Of(folder.Path).Where(line => !line.StartsWith("repo", StringComparison.Ordinal)).ToList();
        var ingested = await Executable.ButlerAsync(
            folder.Path, "ingest-files", "repo", "thing", "run", "files.csv", "--data-id", $"instrument={name}", "--transfer", "copy");
        // Either the value is refused, or it is made safe; never is it obeyed.
        if (registered.ExitCode != 0 || ingested.ExitCode != 0)
            (registered.ExitCode != 0 ? registered : ingested).ErrorLines.ShouldHaveSingleItem();
        FolderState.Of(folder.Path).Where(line => !line.StartsWith("repo", StringComparison.Ordinal)).ShouldBe(outside);
        Directory.EnumerateFiles(folder.File("repo"), "*.fits", SearchOption.AllDirectories).ShouldAllBe(path => path.StartsWith(folder.File("repo"), StringComparison.Ordinal));
        File.Exists(Path.Combine(Path.GetDirectoryName(folder.Path)!, "escape")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_table_with_mistakes()
    {
        using var spherex = await Spherex.CreateAsync();
        foreach (var (text, message) in (IEnumerable<(string, string)>)
        [
            ("file,exposur,detector\nx,1,0\n", "Did you mean 'exposure'?"),
            ("file,exposure,detector\nx,one,0\n", "bad.csv:2: 'exposure' takes an integer"),
            ("file,exposure,detector\nx,1\n", "bad.csv:2: This row has 2 values"),
            ("file,exposure,detector\nmissing.fits,1,0\n", "missing.fits"),
            ("", "bad.csv is empty"),
        ])
        {
            await File.WriteAllTextAsync(Path.Combine(spherex.Folder, "bad.csv"), text, TestContext.Current.CancellationToken);
            (await UnchangedAsync(spherex.Folder, "ingest-files", "repo", "rawexp", Spherex.Run, "bad.csv", "--data-id", "instrument=SPX", "-t", "copy"))
                .FailedInOneLine(message);
        }
    }

    [Fact]
    public async Task A_chain_with_a_member_that_is_not_there()
    {
        await CreateAsync();
        (await UnchangedAsync(folder.Path, "collection-chain", "repo", "chain", "nosuch")).FailedInOneLine("nosuch");
    }

    [Fact]
    public async Task An_instrument_with_a_mistake_on_a_line()
    {
        await CreateAsync();
        await File.WriteAllTextAsync(folder.File("cam.yaml"), "name: X\nvisit_mx: 3\n", TestContext.Current.CancellationToken);
        (await UnchangedAsync(folder.Path, "register-instrument", "repo", "cam.yaml")).FailedInOneLine("cam.yaml:2");
    }

    private async Task CreateAsync() => (await Executable.ButlerAsync(folder.Path, "create", "repo")).Succeeded();

    private static async Task<ProcessRun> UnchangedAsync(string folder, params string[] words)
    {
        var before = FolderState.Of(folder);
        var run = await Executable.ButlerAsync(folder, words);
        FolderState.Of(folder).ShouldBe(before, $"{run.CommandLine}\n{run.Error}");
        return run;
    }
}
