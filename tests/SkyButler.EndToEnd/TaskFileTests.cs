using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

/// <summary>Tasks that are C# files, compiled by the executable alone: no SDK is on its path.</summary>
public sealed class TaskFileTests : IDisposable
{
    private const string Code = """
        using SkyButler.Pipelines.Configs;
        using SkyButler.Pipelines.Connections;
        using SkyButler.Pipelines.Tasks;

        public sealed class LevelConnections() : TaskConnections("instrument", "exposure")
        {
            public Input Raw { get; } = new() { Name = "raw", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"], Multiple = true };

            public Output Level { get; } = new() { Name = "level", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure"] };
        }

        public sealed class LevelTask : PipelineTask<TaskConfig, LevelConnections>;
        """;

    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_task_in_a_file_is_compiled_once_and_loaded_afterwards()
    {
        await WriteAsync(Code);
        (await BuildAsync()).Succeeded().Output.ShouldContain("level: {instrument, exposure} StructuredDataDict");
        var entry = Directory.GetFiles(folder.File("cache", "skybutler-tasks")).ShouldHaveSingleItem();
        var written = File.GetLastWriteTimeUtc(entry);
        (await BuildAsync()).Succeeded().Output.ShouldContain("level: {instrument, exposure} StructuredDataDict");
        File.GetLastWriteTimeUtc(entry).ShouldBe(written);
    }

    [Fact]
    public async Task An_error_is_one_line_with_file_and_line()
    {
        await WriteAsync(Code.Replace("\"level\"", "level", StringComparison.Ordinal));
        var run = await BuildAsync();
        run.ExitCode.ShouldBe(1);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain($"{folder.File("Level.cs")}:9:51: CS0103 The name 'level' does not exist");
    }

    private async Task WriteAsync(string task)
    {
        await File.WriteAllTextAsync(folder.File("Level.cs"), task, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("pipe.yaml"), "{description: d, tasks: {level: Level.cs}}", TestContext.Current.CancellationToken);
    }

    private Task<ProcessRun> BuildAsync() => Executable.RunAsync(
        "pipetask", folder.Path, ["build", "-p", "pipe.yaml", "--show", "pipeline-graph"],
        new Dictionary<string, string> { ["PATH"] = "/nowhere", ["DOTNET_ROOT"] = "/nowhere", ["SKYBUTLER_TASK_CACHE"] = folder.File("cache") });
}
