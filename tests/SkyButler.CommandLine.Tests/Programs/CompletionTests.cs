using System.Diagnostics;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Programs;

/// <summary>Completion, asked of the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    // Stands for the program when scripts ask it for the names of repositories.
    private const string Stub = "butler() { echo main; echo dp1; }\n";

    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("query-da", "query-data-ids query-dataset-types query-datasets")]
    [InlineData("collection-chain --mo", "--mode")]
    [InlineData("collection-chain repo p c --mode pre", "prepend")]
    [InlineData("collection-chain repo p c --mode = pre", "prepend")]
    [InlineData("query-collections repo --chains tr", "TREE")]
    [InlineData("query-collections m", "main")]
    [InlineData("query-collections --chains TREE dp", "dp1")]
    [InlineData("--log-level INFO prune-datasets --no-c", "--no-confirm")]
    [InlineData("query-datasets repo raw --no-find", "--no-find-first")]
    [InlineData("completion ", "bash fish zsh")]
    [InlineData("completion z", "zsh")]
    [InlineData("migrate u", "upgrade")]
    [InlineData("migrate upgrade m", "main")]
    public async Task Bash_completes(string typed, string expected)
    {
        string[] words = ["butler", .. typed.Split(' ')];
        var answer = await AskAsync("bash", $"{Stub}COMP_WORDS=({string.Join(' ', words.Select(w => $"'{w}'"))}); COMP_CWORD={words.Length - 1}; _skybutler; echo \"${{COMPREPLY[*]}}\"");
        answer.Split('\n').SelectMany(line => line.Split(' ')).Order(StringComparer.Ordinal).ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task Bash_runs_nothing_that_a_label_of_an_index_says()
    {
        const string hostile = "butler() { printf '%s\\n' 'a$(touch pwned)' 'b`touch pwned`'; }\n";
        await AskAsync("bash", $"{hostile}cd '{folder.Path}'; COMP_WORDS=(butler query-collections ''); COMP_CWORD=2; _skybutler; echo done");
        File.Exists(Path.Combine(folder.Path, "pwned")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("query-collections repo --chains ''", "compadd -M m:{a-zA-Z}={A-Za-z} -a choices TREE")]
    [InlineData("query-collections ''", "compadd -- main dp1")]
    [InlineData("''", "compadd -- aggregate-graph associate")]
    [InlineData("completion ''", "compadd -- bash zsh fish")]
    [InlineData("migrate list ''", "compadd -- main dp1")]
    [InlineData("collection-chain --''", "compadd -- --doc")]
    public async Task Zsh_completes(string typed, string expected)
    {
        var stubs = Stub + "compdef() { :; }\n_files() { :; }\ncompset() { :; }\ncompadd() { print -r -- compadd \"$@\" $choices; }\n";
        var answer = await AskAsync("zsh", $"words=(butler {typed}); CURRENT=$#words; _skybutler", stubs);
        answer.ShouldStartWith(expected);
    }

    [Theory]
    [InlineData("butler query-da", "query-data-ids query-dataset-types query-datasets")]
    [InlineData("butler collection-chain repo p c --mode pre", "prepend")]
    [InlineData("butler prune-datasets --no-c", "--no-confirm")]
    [InlineData("butler prune-datasets ma", "main")]
    [InlineData("butler completion ", "bash fish zsh")]
    public async Task Fish_completes(string typed, string expected)
    {
        var answer = await AskAsync("fish", $"complete -C '{typed}'", "function butler; echo main; echo dp1; end\n");
        answer.Split('\n').Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal).ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task Names_of_repositories_come_from_the_index()
    {
        var environment = EnvironmentVariables.Empty.With("DAF_BUTLER_REPOSITORIES", "{main: /a, dp1: /b}");
        var run = await CommandRun.OfAsync("butler", ["completion", "labels"], environment, "", TestContext.Current.CancellationToken);
        run.Output.ShouldBe("dp1\nmain\n");
    }

    [Fact]
    public async Task Other_shells_are_refused() =>
        (await CommandRun.OfAsync("butler", "completion", "bsh")).ErrorLines.ShouldHaveSingleItem().ShouldContain("Did you mean 'bash'?");

    private async Task<string> AskAsync(string shell, string question, string before = "")
    {
        if (!File.Exists($"/usr/bin/{shell}"))
            Assert.Skip($"there is no {shell} on this machine");
        var made = await CommandRun.OfAsync("butler", "completion", shell);
        made.ExitCode.ShouldBe(0, made.Error);
        var script = folder.File("completion");
        await File.WriteAllTextAsync(script, $"{before}{made.Output}\n{question}\n", TestContext.Current.CancellationToken);
        string[] options = shell switch
        {
            "bash" => ["--norc", "--noprofile"],
            "zsh" => ["-f"],
            _ => ["--no-config"],
        };
        var start = new ProcessStartInfo($"/usr/bin/{shell}", [.. options, script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["HOME"] = folder.Path;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        (await error).ShouldBeEmpty();
        return output.Trim();
    }
}
