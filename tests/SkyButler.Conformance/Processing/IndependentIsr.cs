using System.Diagnostics;
using System.Text.Json.Nodes;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Processing;

/// <summary>The same processing by Debian's astropy, in a script that shares nothing with us but the files.</summary>
internal static class IndependentIsr
{
    private const string Python = "/usr/bin/python3";
    private const string Astropy = "/usr/lib/python3/dist-packages/astropy";

    /// <summary>Skips the test where astropy is not there.</summary>
    public static void Require() => Assert.SkipUnless(
        File.Exists(Python) && Directory.Exists(Astropy), "astropy isn't installed, by which pixels are checked: apt-get install python3-astropy");

    /// <summary>Processes the files, and compares a processed exposure with the outcome.</summary>
    public static async Task<JsonNode> CompareAsync(FilledImsim files, string processed, string overscan, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Checkout.File("tests/SkyButler.Conformance/Processing/independent_isr.py"), files.Raw, files.Bias, files.Dark, files.Flat, processed, overscan,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.ShouldBe(0, await error);
        return JsonNode.Parse(output)!;
    }
}
