using System.Diagnostics;

namespace SkyButler.Tests.Shared.Processes;

/// <summary>A method of the tests, run in a process of its own: to be killed, or under other circumstances.</summary>
internal static class OwnProcess
{
    /// <summary>The exit code of a process that was killed.</summary>
    internal const int Killed = 128 + 9;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a method.</summary>
    /// <param name="type">Its class.</param>
    /// <param name="method">A static method without parameters, which gives a task.</param>
    /// <param name="environment">What the process has in its environment beside what this one has.</param>
    internal static Process Start(Type type, string method, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", type.Assembly.Location, TestProgram.Alone, type.FullName!, method },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a method to its end, whatever that is; a test that is ended kills it.</summary>
    internal static async Task<ProcessEnd> RunAsync(Type type, string method, IEnumerable<KeyValuePair<string, string>> environment)
    {
        using var process = Start(type, method, environment);
        try
        {
            return await EndAsync(process);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Waits for the end of a process that was started.</summary>
    internal static async Task<ProcessEnd> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new(process.ExitCode, await output + await errors);
    }
}
