using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands.Transfers;

/// <summary>A folder with the original's exports in reach, and commands on repositories in it.</summary>
internal sealed class TransferScene : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    /// <summary>The original's export, file by file; the files may be linked, so they are copies.</summary>
    public static TemporaryDirectory Export() => SharedFiles.CopyGolden("transfers/export");

    /// <summary>The original's zip.</summary>
    public static string Zip => SharedFiles.Golden("transfers/zip/d9023b49-f288-583e-9ca4-e511f6c06043.zip");

    /// <summary>A path in the folder.</summary>
    public string this[string name] => folder.File(name);

    public void Dispose() => folder.Dispose();

    /// <summary>Runs <c>butler</c>.</summary>
    public static Task<CommandRun> RunAsync(params IReadOnlyList<string> words) => CommandRun.OfAsync("butler", words);

    /// <summary>Runs <c>butler</c>, which must succeed.</summary>
    public static async Task<CommandRun> DoAsync(params IReadOnlyList<string> words)
    {
        var run = await RunAsync(words);
        run.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}\n{run.Error}");
        return run;
    }

    /// <summary>Runs <c>butler</c>, which must refuse in one line that has these words.</summary>
    public static async Task RefusedAsync(string reason, params IReadOnlyList<string> words)
    {
        var run = await RunAsync(words);
        run.ExitCode.ShouldBe(1, run.Output);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(reason);
        run.Output.ShouldBeEmpty();
    }

    /// <summary>Makes a repository with the configuration of the one that the export is of.</summary>
    public async Task<string> MakeAsync(string name)
    {
        await DoAsync("create", this[name], "--seed-config", SharedFiles.Golden("mixed/butler.yaml"));
        return this[name];
    }

    /// <summary>Makes one with all dimension records of the export and no dataset.</summary>
    public async Task<string> MakeWithRecordsAsync(string name)
    {
        await MakeAsync(name);
        await using (var mixed = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: TestContext.Current.CancellationToken))
            await mixed.ExportAsync(AsyncEnumerable.Empty<Datasets.DatasetRef>(), this[name + "-records"], new() { Elements = ["*"] }, TestContext.Current.CancellationToken);
        await DoAsync("import", this[name], this[name + "-records"]);
        return this[name];
    }

    /// <summary>All datasets as a listing has them, line by line and sorted.</summary>
    public static async Task<IReadOnlyList<string>> DatasetsAsync(string repository) =>
    [
        .. (await DoAsync("query-datasets", repository, "*", "--collections", "*", "--limit", "0", "--format", "jsonl")).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
    ];

    /// <summary>Requires that nothing is wrong in a repository.</summary>
    public static async Task SoundAsync(string repository)
    {
        var run = await RunAsync("verify", repository);
        run.Output.ShouldBe("No damage was found.\n", run.Error);
        run.ExitCode.ShouldBe(0);
    }
}
