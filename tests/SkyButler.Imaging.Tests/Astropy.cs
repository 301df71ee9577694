using System.Diagnostics;

namespace SkyButler.Imaging.Tests;

/// <summary>An independent reader and writer of FITS: Debian's astropy. Tests that need it are skipped without it.</summary>
internal static class Astropy
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> Available = new(() => File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/astropy"));

    /// <summary>Runs a script with arguments and gives what it prints.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        if (!Available.Value)
            Assert.Skip("astropy isn't installed: apt-get install python3-astropy");
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("import sys, warnings; warnings.simplefilter('ignore'); import numpy as np; from astropy.io import fits\n" + script);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await error);
        return output.Trim();
    }
}
