using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>Folders and files whose names have characters that mean something in URIs.</summary>
public sealed class UnusualNamesTests : IDisposable
{
    private const string Camera = "name: Cam\nclass: a.Cam\nexposure_max: 10\ndetector_max: 2\nvisit_system: one-to-one\ndetectors:\n  - {ids: 0..1, full_name: \"D{id}\"}\n";
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a#b")]
    [InlineData("a%41")]
    [InlineData("a%zz")]
    [InlineData("what?")]
    [InlineData("two words")]
    [InlineData("größe Ω")]
    [InlineData("#")]
    public async Task A_repository_may_have_any_name(string name)
    {
        var repository = folder.File(name, "repo" + name);
        await SucceedAsync("create", repository);
        File.Exists(Path.Combine(repository, "butler.yaml")).ShouldBeTrue();
        await File.WriteAllTextAsync(folder.File("cam.yaml"), Camera, TestContext.Current.CancellationToken);
        await SucceedAsync("register-instrument", repository, folder.File("cam.yaml"));
        await SucceedAsync("register-dataset-type", repository, "info", "StructuredDataDict", "instrument", "detector");
        await File.WriteAllTextAsync(folder.File($"x{name}.yaml"), "a: 1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("t.csv"), $"file,detector\n\"x{name}.yaml\",0\n", TestContext.Current.CancellationToken);
        await SucceedAsync("ingest-files", repository, "info", "r", folder.File("t.csv"), "--data-id", "instrument=Cam", "--prefix", folder.Path, "-t", "copy");
        var listing = await SucceedAsync("query-datasets", repository, "info", "--collections", "r", "--show-uri", "--format", "csv");
        var uri = new Uri(listing.Output.Split('\n')[1].Split(',')[^1].Trim('"'));
        File.Exists(uri.LocalPath).ShouldBeTrue(uri.ToString());
        uri.LocalPath.ShouldStartWith(repository);
        var copies = folder.File("out " + name) + "/";
        await SucceedAsync("retrieve-artifacts", repository, copies, "-d", "info", "--collections", "r", "-t", "copy");
        Directory.GetFiles(copies, "*.yaml", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("../secret.yaml")]
    [InlineData("a/../../secret.yaml")]
    [InlineData("FOLDER/secret.yaml")]
    [InlineData("FOLDER/night-1/x.yaml")]
    public async Task Rows_that_lead_out_of_the_prefix_are_refused_and_nothing_is_taken_in(string path)
    {
        var repository = folder.File("repo");
        await SucceedAsync("create", repository);
        await File.WriteAllTextAsync(folder.File("cam.yaml"), Camera, TestContext.Current.CancellationToken);
        await SucceedAsync("register-instrument", repository, folder.File("cam.yaml"));
        await SucceedAsync("register-dataset-type", repository, "info", "StructuredDataDict", "instrument", "detector");
        foreach (var file in new[] { folder.File("secret.yaml"), folder.File("night", "fine.yaml"), folder.File("night-1", "x.yaml") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "a: 1\n", TestContext.Current.CancellationToken);
        }

        var row = path.Replace("FOLDER", folder.Path, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.File("t.csv"), $"file,detector\nfine.yaml,0\n{row},1\n", TestContext.Current.CancellationToken);
        string[] words = ["ingest-files", repository, "info", "r", folder.File("t.csv"), "--data-id", "instrument=Cam", "-t", "copy", "--prefix", folder.File("night")];
        var refused = await CommandRun.OfAsync("butler", words);
        refused.ExitCode.ShouldBe(1);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.ShouldContain($"'{row}' lies outside of the prefix"), line => line.ShouldContain("t.csv:3"));
        (await SucceedAsync("query-collections", repository, "--format", "csv")).Output.ShouldNotContain("RUN");
    }

    private static async Task<CommandRun> SucceedAsync(params string[] words)
    {
        var run = await CommandRun.OfAsync("butler", words);
        run.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}\n{run.Error}");
        return run;
    }
}
