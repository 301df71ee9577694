using System.Globalization;
using System.Text;
using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Tasks;

/// <summary>Pipeline files by themselves: many tasks with imports, and a task that is a C# file.</summary>
internal sealed class PipelineFiles : IBenchmark
{
    private const int Files = 10;
    private const int TasksPerFile = 10;

    private const string Code = """
        using SkyButler.Pipelines.Configs;
        using SkyButler.Pipelines.Connections;
        using SkyButler.Pipelines.Tasks;

        public sealed class CountConnections() : TaskConnections("instrument", "exposure")
        {
            public Input Raw { get; } = new() { Name = "raw", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure"] };

            public Output Count { get; } = new() { Name = "count", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure"] };
        }

        public sealed class CountTask : PipelineTask<TaskConfig, CountConnections>;
        """;

    private const string Mock = """
          count:
            class: skybutler.MockTask
            config:
              dimensions: [instrument, exposure]
              inputs: {raw: {dataset_type_name: raw, dimensions: [instrument, exposure]}}
              outputs: {count: {dataset_type_name: count, dimensions: [instrument, exposure]}}
        """;

    /// <inheritdoc />
    public string Name => "pipelines";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(bench.Folder.Fresh("pipelines")).FullName;
        var many = await WriteManyAsync(folder, cancellationToken);
        string[] show = ["build", "-p", many, "--show", "pipeline-graph"];
        yield return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"`pipetask build` of {Files * TasksPerFile} tasks in {Files} imported files, shown"),
            Limit = TimeSpan.FromMilliseconds(200),
            Sample = await Repeat.MedianAsync(bench.Repetitions, () => ProgramRun.TimeAsync(bench.Pipetask, show, cancellationToken)),
        };
        var cache = Path.Combine(folder, "cache");
        Environment.SetEnvironmentVariable("SKYBUTLER_TASK_CACHE", cache);
        await File.WriteAllTextAsync(Path.Combine(folder, "Count.cs"), Code, cancellationToken);
        var own = await WriteAsync(folder, "own.yaml", "description: d\ntasks:\n  count: Count.cs\n", cancellationToken);
        var mock = await WriteAsync(folder, "mock.yaml", $"description: d\ntasks:\n{Mock}\n", cancellationToken);
        string[] compile = ["build", "-p", own, "--show", "pipeline-graph"];
        string[] shipped = ["build", "-p", mock, "--show", "pipeline-graph"];
        yield return new()
        {
            Work = "`pipetask build` of a task in one C# file, compiled",
            Limit = TimeSpan.FromSeconds(2),
            Sample = await Repeat.MedianAsync(bench.Repetitions, () =>
            {
                if (Directory.Exists(cache))
                    Directory.Delete(cache, recursive: true);
                return ProgramRun.TimeAsync(bench.Pipetask, compile, cancellationToken);
            }),
        };
        var (kept, bare, ratio) = await Repeat.PairAsync(
            bench.Repetitions, () => ProgramRun.TimeAsync(bench.Pipetask, compile, cancellationToken), () => ProgramRun.TimeAsync(bench.Pipetask, shipped, cancellationToken));
        yield return new()
        {
            Work = "… compiled before, beside a task that ships",
            Limit = bare.Time + TimeSpan.FromMilliseconds(100),
            Sample = kept,
            Bare = bare.Time,
            BareRatio = ratio,
        };
    }

    private static async Task<string> WriteManyAsync(string folder, CancellationToken cancellationToken)
    {
        var main = new StringBuilder("description: many tasks\nimports:\n");
        for (var file = 0; file < Files; file++)
        {
            var text = new StringBuilder("description: some tasks\ntasks:\n");
            for (var task = file * TasksPerFile; task < (file + 1) * TasksPerFile; task++)
            {
                text.Append(CultureInfo.InvariantCulture, $"  t{task}:\n    class: skybutler.MockTask\n    config:\n      dimensions: [instrument, exposure]\n");
                text.Append(CultureInfo.InvariantCulture, $"      inputs: {{a: {{dataset_type_name: d{task}, dimensions: [instrument, exposure]}}}}\n");
                text.Append(CultureInfo.InvariantCulture, $"      outputs: {{b: {{dataset_type_name: d{task + 1}, dimensions: [instrument, exposure]}}}}\n");
            }

            await WriteAsync(folder, string.Create(CultureInfo.InvariantCulture, $"part{file}.yaml"), text.ToString(), cancellationToken);
            main.Append(CultureInfo.InvariantCulture, $"  - part{file}.yaml\n");
        }

        return await WriteAsync(folder, "many.yaml", main.ToString(), cancellationToken);
    }

    private static async Task<string> WriteAsync(string folder, string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text, cancellationToken);
        return path;
    }
}
