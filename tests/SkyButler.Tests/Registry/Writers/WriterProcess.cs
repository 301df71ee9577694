using System.Diagnostics;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>What campaigns run in processes of their own. Never run otherwise.</summary>
public sealed class WriterProcess
{
    [Fact(Explicit = true)]
    public async Task Write()
    {
        var job = WriterJob.FromEnvironment();
        var events = await new WriterLoad(job, TestContext.Current.CancellationToken).RunAsync();
        await File.WriteAllLinesAsync(job.Log, events.Select(e => e.ToLine()), TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a job in a process of its own; gives what its writers did.</summary>
    internal static async Task<IReadOnlyList<WriterEvent>> RunAsync(WriterJob job, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", typeof(WriterProcess).Assembly.Location, "-explicit", "only", "-noLogo", "-method", $"{typeof(WriterProcess).FullName}.{nameof(Write)}" },
            Environment = { [WriterJob.Variable] = job.ToText() },
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            process.ExitCode.ShouldBe(0, $"{await output}{await errors}");
            return [.. (await File.ReadAllLinesAsync(job.Log, cancellationToken)).Select(WriterEvent.Parse)];
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
