using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SkyButler.EndToEnd.Support;
using SkyButler.Instruments.Tests.Gen2;

namespace SkyButler.EndToEnd;

/// <summary><c>butler convert</c> of a large repository of the second generation, killed half way. SKYBUTLER_LONG=1 makes 200,000 files.</summary>
public sealed class Gen2ConvertTests
{
    private const int Detectors = 100;
    private const long MostMemory = 500L << 20;
    private static readonly int Visits = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 } ? 1000 : 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversion_that_is_killed_half_way_goes_on_in_bounded_memory()
    {
        using var tree = await Gen2Tree.MakeAsync(Visits, detectors: 1);
        for (var visit = 0; visit < Visits; visit++)
            for (var detector = 0; detector < Detectors; detector++)
                foreach (var name in new[] { "corr/CORR", "output/SRC" })
                    await tree.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"rerun/x/00814/{Gen2Tree.Filter}/{name}-{Gen2Tree.FirstVisit + (2 * visit):0000000}-{detector:000}.fits"), "");
        var total = Visits * ((2 * Detectors) + 1);
        string[] words = ["convert", tree.Repository, "--gen2root", tree.Root, "--reruns", "rerun/x", "--transfer", "direct"];

        var killed = await RunAsync(tree, words, total / 2);
        (await CountAsync(tree)).ShouldBeLessThanOrEqualTo(total);
        var resumed = await RunAsync(tree, words, int.MaxValue);
        resumed.ExitCode.ShouldBe(0, resumed.Error);
        (await CountAsync(tree)).ShouldBe(total, resumed.Error);
        Math.Max(killed.Peak, resumed.Peak).ShouldBeLessThan(MostMemory);
        TestContext.Current.TestOutputHelper?.WriteLine($"{total} files: {killed.Peak >> 20} MiB until killed, {resumed.Peak >> 20} MiB after");

        var listed = await Executable.ButlerAsync(tree.Root, "query-datasets", tree.Repository, "src", "--collections", "HSC/runs/x", "--where", "instrument='HSC' AND detector=7", "--limit", "0", "--format", "jsonl");
        listed.Succeeded().Lines.Count.ShouldBe(Visits);
    }

    // Runs it to its end, or kills it when so many datasets are registered.
    private static async Task<(int ExitCode, string Error, long Peak)> RunAsync(Gen2Tree tree, IReadOnlyList<string> words, int last)
    {
        using var process = Executable.Start("butler", tree.Root, words);
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        var peak = 0L;
        using var timer = new PeriodicTimer(Look);
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process));
            if (last < int.MaxValue && await CountAsync(tree) >= last)
                process.Kill(entireProcessTree: true);
            await timer.WaitForNextTickAsync(Token);
        }

        await process.WaitForExitAsync(Token);
        await output;
        return (process.ExitCode, await error, peak);
    }

    private static long PeakOf(Process process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<int> CountAsync(Gen2Tree tree)
    {
        var file = Path.Combine(tree.Repository, "gen3.sqlite3");
        if (!File.Exists(file))
            return 0;
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM dataset";
            return Convert.ToInt32(await command.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture);
        }
        catch (SqliteException)
        {
            return 0;
        }
    }
}
