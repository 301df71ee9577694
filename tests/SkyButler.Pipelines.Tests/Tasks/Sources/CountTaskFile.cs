namespace SkyButler.Pipelines.Tests.Tasks.Sources;

/// <summary>The text of a task in one file, which writes down when its code was run by making a file.</summary>
internal static class CountTaskFile
{
    public const string Pipeline = """
        description: a task in a file
        tasks:
          count: Count.cs
        """;

    public static string Text(string marker, string statement = "") => $$"""
        using SkyButler.Dimensions;
        using SkyButler.Pipelines.Configs;
        using SkyButler.Pipelines.Connections;
        using SkyButler.Pipelines.Execution;
        using SkyButler.Pipelines.Tasks;

        public sealed class CountConfig : TaskConfig
        {
            [ConfigField("added to the number")]
            public long Add { get; init; } = 1;
        }

        public sealed class CountConnections() : TaskConnections("instrument", "exposure", "detector")
        {
            public Input Raw { get; } = new() { Name = "raw", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"], DeferLoad = true };

            public Output Count { get; } = new() { Name = "count", StorageClass = "StructuredDataDict", Dimensions = ["instrument", "exposure", "detector"] };
        }

        [PipelineTask("tests.CountTask")]
        public sealed class CountTask : PipelineTask<CountConfig, CountConnections>
        {
            public CountTask() => File.WriteAllText("{{marker}}", "");

            protected override Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
            {
                {{statement}}
                var result = new Dictionary<string, object?> { ["sum"] = context.DataId["detector"].Number + Config.Add };
                return Task.FromResult(new TaskOutputs(("count", result)));
            }
        }
        """;
}
