using System.Diagnostics;

namespace SkyButler.Tests.Registry;

/// <summary>SQLite's own shell on a database, which does what it is told and waits for more.</summary>
internal sealed class SqliteShell : IAsyncDisposable
{
    private const string Done = "done";
    private readonly Process process;

    private SqliteShell(Process process) => this.process = process;

    public int ProcessId => process.Id;

    /// <summary>Starts it and lets it run a statement; the test is skipped where there is no such program.</summary>
    public static async Task<SqliteShell> StartAsync(string database, string sql)
    {
        if (!File.Exists("/usr/bin/sqlite3"))
            Assert.Skip("the program sqlite3 is not installed");
        var shell = new SqliteShell(Process.Start(new ProcessStartInfo("sqlite3", [database]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        await shell.RunAsync(sql);
        return shell;
    }

    /// <summary>Runs a statement to its end.</summary>
    public async Task RunAsync(string sql)
    {
        await process.StandardInput.WriteLineAsync($"{sql};\nSELECT '{Done}';");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != Done)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
