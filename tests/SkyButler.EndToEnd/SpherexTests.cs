using SkyButler.EndToEnd.Support;
using SkyButler.Imaging.Exposures;

namespace SkyButler.EndToEnd;

/// <summary>A survey whose configuration, dimensions and pipeline were written for the original in 2020, unchanged.</summary>
public sealed class SpherexTests
{
    private const string Chain = "u/me/dark";

    [Fact]
    public async Task Its_own_universe_and_database_are_made()
    {
        using var spherex = await Spherex.CreateAsync();
        File.Exists(Path.Combine(spherex.Repository, "spherex.sqlite3")).ShouldBeTrue();
        (await spherex.ButlerAsync("query-dimension-records", "repo", "detector", "--format", "jsonl")).Column("lmin").ShouldBe(Enumerable.Repeat("0.75", 6));
        (await spherex.ButlerAsync("query-dimension-records", "repo", "instrument", "--format", "jsonl")).Column("class_name").ShouldBe(["spherex.SPHEREx"]);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("symlink")]
    public async Task Files_go_where_its_templates_say(string transfer)
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, transfer);
        var file = new FileInfo(Path.Combine(spherex.Repository, "SPX/raw/all/rawexp/0/g1/rawexp_1_0_SPX_SPX_raw_all.fits"));
        file.Exists.ShouldBeTrue(string.Join('\n', FolderState.Of(spherex.Repository)));
        file.LinkTarget.ShouldBe(transfer == "symlink" ? Spherex.SmallImage : null);
    }

    [Fact]
    public async Task The_pipeline_subtracts_the_dark_pixel_by_pixel()
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        await RunAsync(spherex);
        var file = await OutputAsync(spherex, Chain);
        var raw = (await ExposureReader.ReadAsync(Spherex.SmallImage, cancellationToken: TestContext.Current.CancellationToken)).Image;
        var difference = (await ExposureReader.ReadAsync(file, cancellationToken: TestContext.Current.CancellationToken)).Image;
        difference.Box.ShouldBe(raw.Box);
        for (var y = 0; y < raw.Height; y++)
            for (var x = 0; x < raw.Width; x++)
                difference.Row(y)[x].ShouldBe(raw.Row(y)[x] - Spherex.DarkAt(x, y), 1e-6f);
    }

    [Fact]
    public async Task A_replaced_run_is_purged()
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        await RunAsync(spherex);
        var first = await OutputAsync(spherex, Chain);
        await RunAsync(spherex, "--replace-run", "--prune-replaced=purge");
        File.Exists(first).ShouldBeFalse();
        File.Exists(await OutputAsync(spherex, Chain)).ShouldBeTrue();
        var flat = await spherex.ButlerAsync("query-collections", "repo", Chain, "--chains=FLATTEN", "--format", "jsonl");
        flat.Column("Name").Count(name => name.StartsWith(Chain + "/", StringComparison.Ordinal)).ShouldBe(1);
        flat.Column("Name").Skip(1).ShouldBe([Spherex.Run, Spherex.DarkRun]);
        (await spherex.ButlerAsync("query-collections", "repo", Chain, "--flatten-chains", "--format", "jsonl")).Column("Name").ShouldBe(flat.Column("Name"));
        (await spherex.ButlerAsync("query-collections", "repo", Chain + "/*", "--chains=no-children", "--format", "jsonl")).Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_result_can_be_viewed()
    {
        using var spherex = await Spherex.CreateAsync();
        await spherex.IngestAsync(1, "copy");
        await RunAsync(spherex);
        var run = await spherex.ButlerAsync(
            "view", "repo", "postDark", "--collections", Chain, "--data-id", "instrument=SPX,exposure=1,detector=S0", "-o", "difference.png");
        run.Lines.ShouldBe(["difference.png"]);
        (await File.ReadAllBytesAsync(Path.Combine(spherex.Folder, "difference.png"), TestContext.Current.CancellationToken))[1..4].ShouldBe("PNG"u8.ToArray());
    }

    private static async Task RunAsync(Spherex spherex, params string[] more)
    {
        string[] words = ["run", "-b", "repo", "-p", Spherex.Pipeline, "-o", Chain, "--register-dataset-types", .. more];
        if (more.Length == 0)
            words = [.. words, "-i", $"{Spherex.Run},{Spherex.DarkRun}"];
        (await Executable.PipetaskAsync(spherex.Folder, words)).Succeeded();
    }

    private static async Task<string> OutputAsync(Spherex spherex, string collection) =>
        new Uri((await spherex.ButlerAsync("query-datasets", "repo", "postDark", "--collections", collection, "--show-uri", "--format", "jsonl"))
            .Column("URI").ShouldHaveSingleItem()).LocalPath;
}
