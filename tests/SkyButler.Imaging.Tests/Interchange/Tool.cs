using System.Diagnostics;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Programs of others that read what is written here; tests that need one are skipped without it.</summary>
internal static class Tool
{
    /// <summary>Runs a program and gives what it prints.</summary>
    public static async Task<string> RunAsync(string name, string package, string[] arguments, string? folder = null)
    {
        string path = Path.Combine("/usr/bin", name);
        if (!File.Exists(path))
            Assert.Skip($"{name} isn't installed: apt-get install {package}");
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{name} {string.Join(' ', arguments)}: {output}{await error}");
        return output;
    }
}
