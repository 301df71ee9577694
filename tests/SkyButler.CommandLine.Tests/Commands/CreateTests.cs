using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>What <c>butler create</c> says of a seed, and leaves where it fails.</summary>
public sealed class CreateTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_place_of_the_seed_that_is_not_heeded_is_told()
    {
        var run = await CreateAsync($"registry:\n  db: sqlite:///{folder.Path}/elsewhere.sqlite3\n");
        run.ExitCode.ShouldBe(0, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("--override");
        File.Exists(folder.File("elsewhere.sqlite3")).ShouldBeFalse();
        File.Exists(folder.File("repo", "gen3.sqlite3")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_place_that_the_seed_may_choose_is_taken_without_a_word()
    {
        var run = await CreateAsync($"registry:\n  db: sqlite:///{folder.Path}/elsewhere.sqlite3\n", "--override");
        run.ExitCode.ShouldBe(0, run.Error);
        run.ErrorLines.ShouldBeEmpty();
        File.Exists(folder.File("elsewhere.sqlite3")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_misspelt_heading_of_the_seed_is_told()
    {
        var run = await CreateAsync("registri:\n  db: x\n");
        run.ExitCode.ShouldBe(0, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("Did you mean 'registry'?");
    }

    [Fact]
    public async Task A_misspelt_heading_of_our_own_section_is_refused()
    {
        var run = await CreateAsync("skybutler:\n  task:\n    a: b\n");
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("Did you mean 'tasks'?");
    }

    [Fact]
    public async Task A_repository_that_could_not_be_made_leaves_no_folder()
    {
        var run = await CreateAsync("registry:\n  db: sqlite:///<butlerRoot>/missing/x.sqlite3\n", "--override");
        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem();
        Directory.Exists(folder.File("repo")).ShouldBeFalse();
    }

    private async Task<CommandRun> CreateAsync(string seed, params string[] options)
    {
        await File.WriteAllTextAsync(folder.File("seed.yaml"), seed, TestContext.Current.CancellationToken);
        return await CommandRun.OfAsync("butler", ["create", folder.File("repo"), "--seed-config", folder.File("seed.yaml"), .. options]);
    }
}
