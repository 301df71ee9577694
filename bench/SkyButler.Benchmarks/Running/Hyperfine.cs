using System.Globalization;
using System.Text.Json;

namespace SkyButler.Benchmarks.Running;

/// <summary>
/// Times programs from their start to their end by <c>hyperfine</c> (a Debian package), which starts them without a shell and costs less than a
/// process of .NET that starts another and waits for it.
/// </summary>
internal static class Hyperfine
{
    /// <summary>The middle of so many runs after one that is not counted: that one finds its files on the disk, the others in memory, as the reference did.</summary>
    /// <exception cref="InvalidOperationException">The program failed, or hyperfine did.</exception>
    public static async Task<Sample> MedianAsync(TemporaryFolder folder, int count, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var answer = folder.Fresh("hyperfine.json");
        var command = string.Join(' ', arguments.Prepend(program).Select(Quote));
        await ProgramRun.TimeAsync(
            "hyperfine", ["--shell=none", "--warmup", "1", "--runs", count.ToString(CultureInfo.InvariantCulture), "--export-json", answer, "--style", "none", command], cancellationToken);
        await using var stream = File.OpenRead(answer);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        var result = document.RootElement.GetProperty("results")[0];
        TimeSpan Seconds(string name) => TimeSpan.FromSeconds(result.GetProperty(name).GetDouble());
        return new(Seconds("median"), Seconds("user") + Seconds("system"));
    }

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
