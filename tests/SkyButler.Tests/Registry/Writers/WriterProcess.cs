using SkyButler.Tests.Shared.Processes;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>What campaigns run in processes of their own. Never run otherwise.</summary>
internal static class WriterProcess
{
    internal static async Task WriteAsync()
    {
        var job = WriterJob.FromEnvironment();
        var events = await new WriterLoad(job, TestContext.Current.CancellationToken).RunAsync();
        await File.WriteAllLinesAsync(job.Log, events.Select(e => e.ToLine()), TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a job in a process of its own; gives what its writers did.</summary>
    internal static async Task<IReadOnlyList<WriterEvent>> RunAsync(WriterJob job, CancellationToken cancellationToken)
    {
        var end = await OwnProcess.RunAsync(typeof(WriterProcess), nameof(WriteAsync), new Dictionary<string, string> { [WriterJob.Variable] = job.ToText() });
        end.ExitCode.ShouldBe(0, end.Output);
        return [.. (await File.ReadAllLinesAsync(job.Log, cancellationToken)).Select(WriterEvent.Parse)];
    }
}
