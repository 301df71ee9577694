using System.Diagnostics;

namespace SkyButler.Conformance.Registry;

/// <summary>What PostgreSQL's own program says that a schema consists of.</summary>
internal static class PostgresDump
{
    public static async Task<string> OfAsync(string url, string schema, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("pg_dump", ["--schema-only", "--no-owner", $"--schema={schema}", url]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.ShouldBe(0);
        return text;
    }

    /// <summary>The statements of a dump, without the settings of its own session, which differ with the program's version.</summary>
    public static IReadOnlyList<string> Statements(string dump) =>
    [
        .. string.Join('\n', dump.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal) && !line.StartsWith('\\')))
            .Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(s => !s.StartsWith("SET ", StringComparison.Ordinal) && !s.StartsWith("SELECT pg_catalog.set_config", StringComparison.Ordinal)),
    ];
}
