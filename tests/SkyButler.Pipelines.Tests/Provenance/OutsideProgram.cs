using System.Diagnostics;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>Programs of others that look at what we wrote.</summary>
internal static class OutsideProgram
{
    /// <summary>What a program prints.</summary>
    public static async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}\n{await error}");
        return output;
    }

    /// <summary>What a script of Debian's Python prints.</summary>
    public static Task<string> PythonAsync(string script, params IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3 (Debian's package python3)");
        return RunAsync("/usr/bin/python3", ["-c", script, .. arguments]);
    }

    /// <summary>Whether Debian's Python has a module; else the test is skipped with the name of the package.</summary>
    public static void RequirePython(string module, string package) =>
        Assert.SkipUnless(Directory.Exists($"/usr/lib/python3/dist-packages/{module}"), $"there is no module '{module}'; ./test.sh installs Debian's package {package}");
}
