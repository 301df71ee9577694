using Microsoft.Data.Sqlite;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>A copy of the golden repository <c>mixed</c>, with a runner whose tasks are mocks and a clock that stands still.</summary>
internal sealed class MixedRepository : IDisposable
{
    private const string Recorded = "file:///golden/mixed-external/";
    private readonly TemporaryDirectory copy;

    public MixedRepository()
    {
        copy = SharedFiles.CopyGolden("mixed", "mixed-external");
        using var connection = new SqliteConnection($"Data Source={copy.File("gen3.sqlite3")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE file_datastore_records SET path = replace(path, $old, $new)";
        command.Parameters.AddWithValue("$old", Recorded);
        command.Parameters.AddWithValue("$new", $"file://{Path.GetDirectoryName(copy.Path)}/mixed-external/");
        command.ExecuteNonQuery();
        Runner = new PipelineRunner(Log, Clock, TestPipelines.Catalog);
    }

    public string Root => copy.Path;

    public TestLog Log { get; } = new();

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 20, 47, 42, TimeSpan.Zero));

    public PipelineRunner Runner { get; }

    /// <summary>Writes a pipeline into the copy's neighbourhood and returns its path.</summary>
    public string Pipeline(string text)
    {
        var path = Path.Combine(Path.GetDirectoryName(copy.Path)!, "pipe.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A file beside the repository.</summary>
    public string Beside(string name) => Path.Combine(Path.GetDirectoryName(copy.Path)!, name);

    public GraphRequest Request(string pipeline, string where, string? output = "u/me/ok", params IReadOnlyList<string> inputs) => new()
    {
        Repository = copy.Path,
        Pipeline = new PipelineRequest { Location = Pipeline(pipeline) },
        Inputs = inputs,
        Output = output,
        DataQuery = where,
        Command = ["pipetask", "run"],
    };

    public Task<Butler> OpenAsync() => Butler.OpenAsync(copy.Path, cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose() => copy.Dispose();
}
