using System.Diagnostics;
using System.Globalization;

namespace SkyButler.Benchmarks.Running;

/// <summary>Runs a piece of Python with Debian's astropy.</summary>
internal static class AstropyRun
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The time of the work alone, as Python's own clock has it: without its start and imports.</summary>
    /// <param name="prepare">What is done before the clock runs.</param>
    /// <param name="work">What is measured.</param>
    /// <param name="arguments">What the script finds in <c>sys.argv</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<Sample> TimeAsync(string prepare, string work, string[] arguments, CancellationToken cancellationToken)
    {
        var script = "import sys, time, warnings\nwarnings.simplefilter('ignore')\nimport numpy as np\nfrom astropy.io import fits\nfrom astropy.table import Table\nfrom astropy.wcs import WCS\n"
            + $"{prepare}\nclock = time.perf_counter(), time.process_time()\n{work}\nprint(time.perf_counter() - clock[0], time.process_time() - clock[1])";
        var start = new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"astropy failed; is it installed (apt-get install python3-astropy)?\n{script}");
        var times = output.Split(' ').Select(text => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture))).ToList();
        return new(times[0], times[1]);
    }
}
