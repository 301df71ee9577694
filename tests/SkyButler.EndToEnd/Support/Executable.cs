using System.Diagnostics;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd.Support;

/// <summary>The built programs, run as a user would run them.</summary>
internal static class Executable
{
    private const string Variable = "SKYBUTLER_BIN";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>butler</c>.</summary>
    public static Task<ProcessRun> ButlerAsync(string folder, params IReadOnlyList<string> words) => RunAsync("butler", folder, words);

    /// <summary>Runs <c>pipetask</c>.</summary>
    public static Task<ProcessRun> PipetaskAsync(string folder, params IReadOnlyList<string> words) => RunAsync("pipetask", folder, words);

    /// <summary>Runs a program in a folder, with additions to the environment, to its end.</summary>
    public static async Task<ProcessRun> RunAsync(
        string program, string folder, IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, folder, words, environment);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ProcessRun($"{program} {string.Join(' ', words)}", process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program with redirected streams.</summary>
    public static Process Start(string program, string folder, IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Who runs tests in the background has them ignore Ctrl-C, and what they start would inherit that.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", Find(program), .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Path of a program; the test is skipped where it is not built.</summary>
    public static string Find(string program)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Checkout.File("bin");
        var path = Path.Combine(folder, program);
        if (!File.Exists(path))
            Assert.Skip($"'{program}' is not built in {folder}: run ./build.sh, or name its folder by {Variable}");
        return path;
    }
}
