using SkyButler.Registry.Collections;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>64 writers in several processes, several clients in each, several tasks on each client. A minute of it in a full campaign.</summary>
public abstract class ProcessesContract(DatabaseKind kind)
{
    private const int Writers = 64;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };
    private static readonly int Processes = IsLong ? 8 : 4;

    [Fact]
    public async Task What_64_writers_leave_they_could_have_written_one_after_the_other()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        using var folder = new TemporaryDirectory();
        var raw = await test.TypeAsync("raw", false, "exposure", "detector");
        await test.CollectionAsync(WriterLoad.Chain, CollectionType.Chained);
        var jobs = Enumerable.Range(0, Processes).Select(i => new WriterJob
        {
            Url = test.Settings.DatabaseUrl,
            Namespace = test.Settings.Namespace,
            First = i * Writers / Processes,
            Writers = Writers / Processes,
            Clients = 2,
            Seconds = IsLong ? 60 : 0,
            Log = folder.File($"{i}.log"),
        });

        var events = await Task.WhenAll(jobs.Select(job => WriterProcess.RunAsync(job, TestContext.Current.CancellationToken)));

        var all = events.SelectMany(e => e).ToList();
        all.Select(e => e.Writer).Distinct().Count().ShouldBe(Writers);
        all.ShouldContain(e => e.Outcome == WriterEvent.Conflict);
        await SerialHistory.CheckAsync(test, raw, all);
    }

    public sealed class OnSqlite() : ProcessesContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : ProcessesContract(DatabaseKind.Postgres);
}
